/**
 * The text of `menshen.js`, to be put first in `<head>` as an inline script by a framework or a server. Nothing in
 * it ends the `<script>` element early; under a content security policy give the element your nonce.
 */
export declare const source: string;
