// The notice as a script of its own, which the script-tag file fetches from beside itself.

import { makeNotice } from "./object.js";

/** @type {any} */ (window).menshen[Symbol.for("menshen.notice")](makeNotice().begin());
