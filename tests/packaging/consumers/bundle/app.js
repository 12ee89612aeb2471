// A bundled app. Leaves what it saw in the title, where the test looks.

import { start } from "menshen";

const handle = await start();
const before = handle.granted("analytics");
await handle.rejectAll();
document.title = JSON.stringify({ status: handle.state().status, before, after: handle.state().purposes.analytics });
