// Imports the package for its types only, so to say: nothing of it should be in the bundle.

import "menshen";

console.log("nothing");
