// The notice as a module, for the gate that the npm package started.

import { makeNotice } from "../notice/object.js";

/** @type {any} */
let made;

/** Returns the notice's object, made once. */
export const notice = () => (made = made || makeNotice()).begin();
