// A bundled app. Leaves what it saw in the title, where the test looks.

import { start } from "menshen";

const handle = await start();
const before = handle.granted("analytics");
await handle.rejectAll();
const { status, purposes, version } = handle.state();
document.title = JSON.stringify({ status, before, after: purposes.analytics, version });
