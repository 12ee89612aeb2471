// The ways out that a script of the page can take, one a row. Each row asks for addresses of `alpha` that hold its name,
// so that the log says which row got through.
//
//   code      what the script does; `at(path)` is an address of the third party, `room` an element of the page
//   granted   how often the address is asked for once consent is there, without the script doing it again:
//             what stands in the page is let go, what was a request is not sent afterwards; NaN where engines differ
//   works     whether a worker does it, which says when it has
//   with      how often at least when the script does it with consent, if not once
//   idle      the engines that now and then never do it, without us too
//   sometimes the engines in which it depends on what the browser does first
//   leaks     the engines in which nothing holds it. WebKit gives a frame with a document of its own another window than
//             the empty one that was watched; what stands last is out of reach of any script

/** @typedef {{ way: string, code: string, granted: number, with?: number, works?: boolean, idle?: string[], sometimes?: string[], leaks?: string[] }} Row */

const ALL = ["chromium", "firefox", "webkit"];
/** What a worker does at last, so that it can be waited for. */
const DONE = "fetch(HOME + \"/__marker?name=NAME\", { mode: \"no-cors\" })";
/** The text of a worker that does something with an address of the third party; `keep` keeps it from being collected before. @param {string} code @param {string} [done] */
const WORKING = (code, done = DONE) => "const text = `const HOME = ${JSON.stringify(location.origin)}; const at = (path) => ${JSON.stringify(at(''))} + path; " + code + "; " + done + "`; const made = () => URL.createObjectURL(new Blob([text], { type: 'text/javascript' })); const keep = (worker) => (window.kept = window.kept || []).push(worker); ";
const FETCH = "fetch(at(\"/collect?NAME\"), { mode: \"no-cors\" }).catch(() => {})";
const SCRIPT = "const s = document.createElement('script'); s.src = at('/js/NAME.js'); ";
const FRAME = "const s = document.createElement('iframe'); s.src = at('/frame.html?NAME'); ";
const IMAGE = "const s = document.createElement('img'); s.src = at('/img.gif?NAME'); ";
const STYLE = "const s = document.createElement('link'); s.rel = 'stylesheet'; s.href = at('/style.css?NAME'); ";
const MARK = "const mark = room.appendChild(document.createElement('i')); ";

/** What puts a node `s` into the page, by the name of the method. @type {[string, string][]} */
const METHODS = [
  ["appendChild", "room.appendChild(s)"],
  ["insertBefore", "room.insertBefore(s, null)"],
  ["replaceChild", MARK + "room.replaceChild(s, mark)"],
  ["append", "room.append('text', s)"],
  ["prepend", "room.prepend(s)"],
  ["before", MARK + "mark.before(s)"],
  ["after", MARK + "mark.after(s)"],
  ["replaceWith", MARK + "mark.replaceWith(s)"],
  ["replaceChildren", "const r = room.appendChild(document.createElement('div')); r.replaceChildren(s)"],
  ["insertAdjacentElement", "room.insertAdjacentElement('beforeend', s)"],
  ["a text's after", "const t = room.appendChild(document.createTextNode('text')); t.after(s)"],
  ["a fragment", "const f = document.createDocumentFragment(); f.append(s); room.append(f)"],
  ["a subtree", "const d = document.createElement('div'); d.append(document.createElement('p')); d.firstChild.append(s); room.append(d)"],
  ["a range", "const r = document.createRange(); r.selectNodeContents(room); r.insertNode(s)"],
  ["a template", "const t = document.createElement('template'); t.content.append(s); room.append(document.importNode(t.content, true))"],
  ["a clone", "room.append(s.cloneNode(true))"],
  ["an open shadow root", "const h = room.appendChild(document.createElement('div')); h.attachShadow({ mode: 'open' }).append(s)"],
  ["a closed shadow root", "const h = room.appendChild(document.createElement('div')); h.attachShadow({ mode: 'closed' }).append(s)"],
  ["a shadow root that comes later", "const h = document.createElement('div'); h.attachShadow({ mode: 'closed' }).append(s); room.append(h)"],
];

/** Markup that asks. @type {[string, string, number][]} */
const MARKUP = [
  ["img", "<img src='AT/img.gif?NAME'>", 1],
  ["img with srcset", "<img srcset='AT/img.gif?NAME 1x'>", 1],
  ["iframe", "<iframe src='AT/frame.html?NAME'></iframe>", 1],
  ["link", "<link rel=stylesheet href='AT/style.css?NAME'>", 1],
  ["object", "<object data='AT/frame.html?NAME'></object>", 1],
  ["embed", "<embed src='AT/img.gif?NAME'>", 1],
  ["input", "<input type=image src='AT/img.gif?NAME'>", 1],
  ["video", "<video poster='AT/img.gif?NAME'></video>", 1],
  ["svg image", "<svg><image href='AT/img.gif?NAME' width='9' height='9'/></svg>", 1],
];

/** What takes markup `m`. @type {[string, string][]} */
const SINKS = [
  ["innerHTML", "const d = room.appendChild(document.createElement('div')); d.innerHTML = m"],
  ["innerHTML, then appended", "const d = document.createElement('div'); d.innerHTML = m; room.append(d)"],
  ["outerHTML", "const d = room.appendChild(document.createElement('div')); d.outerHTML = m"],
  ["insertAdjacentHTML", "room.insertAdjacentHTML('beforeend', m)"],
];

const quoted = (/** @type {string} */ markup) => "const m = `" + markup + "`.replace('AT', at('')); ";

/** What scripts write into a document; here into that of an empty frame. @type {[string, string, number][]} */
const WRITES = [
  ["script", "<script src='AT/js/NAME.js'></script>", 1],
  ["script among other things", "<p>One.</p><script async src='AT/js/NAME.js'></script><p>Two.", 1],
  ["script in capitals", "<SCRIPT SRC='AT/js/NAME.js'></SCRIPT>", 1],
  ["img", "<img src='AT/img.gif?NAME'>", 1],
  ["img in a comment before", "<!-- <img> --><img src='AT/img.gif?NAME'>", 1],
  ["iframe", "<iframe src='AT/frame.html?NAME'></iframe>", 1],
  ["link", "<link rel=stylesheet href='AT/style.css?NAME'>", 1],
];
const writes = (/** @type {string} */ text) =>
  quoted(text) +
  "const f = room.appendChild(document.createElement('iframe')); const d = f.contentDocument; d.open(); d.write(m); d.close()";

/** @type {Row[]} */
const LIST = [
  ...METHODS.map(([way, put]) => ({ way: `script by ${way}`, code: SCRIPT + put, granted: 1 })),
  ...METHODS.slice(0, 4).map(([way, put]) => ({ way: `iframe by ${way}`, code: FRAME + put, granted: 1 })),
  ...METHODS.slice(0, 2).map(([way, put]) => ({ way: `img by ${way}`, code: IMAGE + put, granted: 1 })),
  ...METHODS.slice(0, 2).map(([way, put]) => ({ way: `link by ${way}`, code: STYLE + put, granted: 1 })),
  { way: "a module", code: SCRIPT + "s.type = 'module'; room.append(s)", granted: 1 },
  { way: "a script in order", code: SCRIPT + "s.async = false; room.append(s)", granted: 1 },
  { way: "script, src set late", code: "const s = room.appendChild(document.createElement('script')); s.src = at('/js/NAME.js')", granted: 1 },
  { way: "script, src by setAttribute", code: "const s = room.appendChild(document.createElement('script')); s.setAttribute('src', at('/js/NAME.js'))", granted: 1 },
  { way: "script, src by setAttributeNode", code: "const s = room.appendChild(document.createElement('script')); const a = document.createAttribute('src'); a.value = at('/js/NAME.js'); s.setAttributeNode(a)", granted: 1 },
  { way: "script in an SVG, href set late", code: "const v = room.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg')); const s = v.appendChild(document.createElementNS(v.namespaceURI, 'script')); s.setAttribute('href', at('/js/NAME.js'))", granted: 1 },
  { way: "script by a contextual fragment", code: "room.append(document.createRange().createContextualFragment('<script src=' + at('/js/NAME.js') + '></' + 'script>'))", granted: 1 },
  { way: "iframe, src set late", code: "const s = room.appendChild(document.createElement('iframe')); s.src = at('/frame.html?NAME')", granted: 1 },
  { way: "iframe, src by setAttributeNS", code: "const s = room.appendChild(document.createElement('iframe')); s.setAttributeNS(null, 'src', at('/frame.html?NAME'))", granted: 1 },
  { way: "link, href set late", code: "const s = document.createElement('link'); s.rel = 'stylesheet'; room.append(s); s.href = at('/style.css?NAME')", granted: 1 },
  { way: "link preload", code: "const s = document.createElement('link'); s.rel = 'preload'; s.as = 'image'; s.href = at('/img.gif?NAME'); room.append(s)", granted: NaN },
  { way: "new Image", code: "new Image().src = at('/img.gif?NAME')", granted: 0 },
  { way: "new Image, srcset", code: "new Image().srcset = at('/img.gif?NAME') + ' 1x'", granted: 0 },
  { way: "new Image, setAttribute", code: "new Image().setAttribute('SRC', at('/img.gif?NAME'))", granted: 0 },
  { way: "video, poster", code: "const s = document.createElement('video'); s.poster = at('/img.gif?NAME'); room.append(s)", granted: 1 },
  { way: "object", code: "const s = document.createElement('object'); s.data = at('/frame.html?NAME'); room.append(s)", granted: 1 },
  { way: "embed", code: "const s = document.createElement('embed'); s.src = at('/img.gif?NAME'); room.append(s)", granted: 1 },
  ...SINKS.map(([way, put]) => ({ way: `img by ${way}`, code: quoted(MARKUP[0][1]) + put, granted: 1 })),
  // With scripts allowed, what stands in noscript is text and ends with it; read without, as WebKit does, it is one attribute.
  { way: "img behind a noscript by innerHTML", leaks: ["webkit"], code: quoted("<noscript><p title='</noscript><img src=\"AT/img.gif?NAME\">'></p>") + SINKS[0][1], granted: NaN },
  { way: "img in a srcdoc by innerHTML", code: quoted("<iframe srcdoc=\"<p>Hi</p><img src='AT/img.gif?NAME'>\"></iframe>") + SINKS[0][1], granted: 1 },
  { way: "iframe behind the like of a tag in an attribute, by innerHTML", code: quoted("<p title=\"<img alt='\"></p><iframe src='AT/frame.html?NAME'></iframe>") + SINKS[0][1], granted: 1 },
  ...MARKUP.slice(1).map(([what, markup, granted]) => ({ way: `${what} by innerHTML`, code: quoted(markup) + SINKS[0][1], granted })),
  ...WRITES.map(([way, text, granted]) => ({ way: `document.write: ${way}`, code: writes(text), granted })),
  { way: "fetch", code: "return fetch(at('/collect?NAME')).then(() => 'answered', (error) => error.name)", granted: 0 },
  { way: "fetch of a Request", code: "return fetch(new Request(at('/collect?NAME'), { method: 'POST', body: 'x' })).then(() => 'answered', (error) => error.name)", granted: 0 },
  { way: "XMLHttpRequest", code: "const x = new XMLHttpRequest(); x.open('POST', at('/collect?NAME')); x.send('x')", granted: 0 },
  { way: "XMLHttpRequest, synchronous", code: "const x = new XMLHttpRequest(); x.open('GET', at('/collect?NAME'), false); try { x.send() } catch {}", granted: 0 },
  { way: "sendBeacon", code: "navigator.sendBeacon(at('/collect?NAME'), 'x')", granted: 0 },
  { way: "EventSource", code: "const e = new EventSource(at('/collect?NAME')); e.onerror = () => e.close()", granted: 0 },
  { way: "WebSocket", code: "const w = new WebSocket(at('/collect?NAME').replace('http', 'ws')); w.onerror = () => {}", granted: 0 },
  { way: "window.open", code: "window.open(at('/frame.html?NAME'))", granted: 0, with: 0 },
  {
    way: "fetch of an empty frame",
    code: "const f = room.appendChild(document.createElement('iframe')); f.contentWindow.fetch(at('/collect?NAME'), { mode: 'no-cors' }).catch(() => {})",
    granted: 0,
  },
  {
    way: "Image of an empty frame",
    code: "const f = room.appendChild(document.createElement('iframe')); new f.contentWindow.Image().src = at('/img.gif?NAME')",
    granted: 0,
  },
  {
    way: "srcdoc, img",
    code: "const f = document.createElement('iframe'); f.srcdoc = '<img src=\"' + at('/img.gif?NAME') + '\">'; room.append(f)",
    granted: 1,
  },
  {
    way: "srcdoc set late, script",
    code: "const f = room.appendChild(document.createElement('iframe')); f.srcdoc = '<script src=\"' + at('/js/NAME.js') + '\"></' + 'script>'",
    granted: 1,
  },
  {
    way: "srcdoc, what its inline script fetches",
    leaks: ["webkit"],
    code: "const f = document.createElement('iframe'); f.srcdoc = '<script>fetch(\"' + at('/collect?NAME') + '\", { mode: \"no-cors\" }).catch(() => {})</' + 'script>'; room.append(f)",
    granted: 0,
  },
  {
    way: "link, its ping",
    code: "const a = room.appendChild(document.createElement('a')); a.href = '#NAME'; a.ping = at('/collect?NAME'); a.textContent = 'NAME'; a.click()",
    granted: 0,
    // Firefox sends none unless its user turns them on.
    with: 0,
  },
  {
    way: "form, submitted by a script",
    code: "const f = room.appendChild(document.createElement('iframe')); f.name = 'NAME'; const o = room.appendChild(document.createElement('form')); o.action = at('/frame.html?NAME'); o.target = 'NAME'; o.innerHTML = '<input name=x value=NAME>'; o.submit()",
    granted: 0,
    // WebKit sends none of these, without us either.
    with: 0,
  },
  {
    way: "an empty frame's document, script",
    code: "const f = room.appendChild(document.createElement('iframe')); const s = f.contentDocument.createElement('script'); s.src = at('/js/NAME.js'); f.contentDocument.body.append(s)",
    granted: 1,
  },
  { way: "img by setHTMLUnsafe", code: quoted(MARKUP[0][1]) + "const d = room.appendChild(document.createElement('div')); d.setHTMLUnsafe ? d.setHTMLUnsafe(m) : (d.innerHTML = m)", granted: 1 },
  // Chromium asks for no sound that nobody plays.
  { way: "new Audio", code: "new Audio(at('/img.gif?NAME')).load()", granted: 0, with: 0 },
  // Browsers refuse workers of other origins by themselves.
  { way: "Worker of the third party", code: "try { new Worker(at('/js/NAME.js')) } catch {}", granted: 0, with: 0 },
  { way: "SharedWorker of the third party", code: "try { new SharedWorker(at('/js/NAME.js')) } catch {}", granted: 0, with: 0 },
  { way: "service worker of the third party", code: "navigator.serviceWorker?.register(at('/js/NAME.js')).catch(() => {})", granted: 0, with: 0 },
  // Nothing that logs here speaks its protocol.
  { way: "WebTransport", code: "if (window.WebTransport) new WebTransport(at('/collect?NAME').replace('http:', 'https:')).ready.catch(() => {})", granted: 0, with: 0 },
  // Chromium alone has it.
  { way: "fetchLater", code: "if (window.fetchLater) fetchLater(at('/collect?NAME'), { activateAfter: 0, mode: 'no-cors' })", granted: 0, with: 0 },
  // What no script of the page can hold: the true outcome, in every engine.
  { way: "import()", leaks: ALL, code: "import(at('/collect?NAME')).catch(() => {})", granted: NaN },
  { way: "a style's url()", leaks: ALL, code: "room.appendChild(document.createElement('p')).style.background = 'url(' + at('/img.gif?NAME') + ')'", granted: NaN },
  { way: "a style sheet's url()", code: "const p = room.appendChild(document.createElement('p')); p.id = 'NAME'; const s = document.createElement('style'); s.textContent = '#NAME { background: url(' + at('/img.gif?NAME') + ') }'; room.append(s)", granted: 1 },
  { way: "a style sheet's url(), its text set late", sometimes: ["webkit"], code: "const p = room.appendChild(document.createElement('p')); p.id = 'NAME'; const s = room.appendChild(document.createElement('style')); s.textContent = '#NAME { background: url(' + at('/img.gif?NAME') + ') }'", granted: 1 },
  { way: "a style sheet's @import", code: "const s = document.createElement('style'); s.textContent = '@import url(' + at('/style.css?NAME') + ')'; room.append(s)", granted: 1 },
  { way: "a style sheet by innerHTML", code: quoted("<style>@import 'AT/style.css?NAME';</style>") + SINKS[0][1], granted: 1 },
  { way: "fetch inside a worker", works: true, code: WORKING(FETCH) + "keep(new Worker(made()))", granted: 0 },
  { way: "fetch inside a worker whose address is revoked at once", works: true, code: WORKING(FETCH) + "const u = made(); keep(new Worker(u)); URL.revokeObjectURL(u)", granted: 0 },
  { way: "fetch inside a worker of a module", works: true, code: WORKING(FETCH) + "keep(new Worker(made(), { type: 'module' }))", granted: 0 },
  {
    way: "fetch inside a worker's worker",
    works: true,
    idle: ["firefox"],
    code: WORKING("const inner = \"fetch('\" + at('/collect?NAME') + \"', { mode: 'no-cors' }).catch(() => {}).then(() => fetch('\" + HOME + \"/__marker?name=NAME', { mode: 'no-cors' }))\"; self.kept = new Worker(URL.createObjectURL(new Blob([inner])))", "") + "keep(new Worker(made()))",
    granted: 0,
  },
  { way: "fetch inside a worker of a data: address", works: true, code: WORKING(FETCH) + "keep(new Worker('data:text/javascript,' + encodeURIComponent(text)))", granted: 0 },
  { way: "fetch inside a shared worker", works: true, code: WORKING(FETCH) + "keep(new SharedWorker(made()))", granted: 0 },
  { way: "XMLHttpRequest inside a worker", works: true, code: WORKING("const x = new XMLHttpRequest(); x.open('POST', at('/collect?NAME'), false); try { x.send('x') } catch {}") + "keep(new Worker(made()))", granted: 0 },
  { way: "WebSocket inside a worker", works: true, code: WORKING("(self.socket = new WebSocket(at('/collect?NAME').replace('http', 'ws'))).onerror = () => {}") + "keep(new Worker(made()))", granted: 0 },
  { way: "importScripts inside a worker", works: true, code: WORKING("try { importScripts(at('/collect?NAME')) } catch {}") + "keep(new Worker(made()))", granted: 0 },
  { way: "a frame's location", leaks: ALL, code: "const f = room.appendChild(document.createElement('iframe')); f.contentWindow.location = at('/frame.html?NAME')", granted: NaN },
  {
    way: "img in a declarative shadow root by setHTMLUnsafe",
    code: "const d = room.appendChild(document.createElement('div')); d.setHTMLUnsafe('<p><template shadowrootmode=open><img src=\"' + at('/img.gif?NAME') + '\"></template></p>')",
    granted: 1,
  },
  { way: "iframe in a clone of a shadow root", code: FRAME + "const d = document.createElement('div'); d.attachShadow({ mode: 'open', clonable: true }).append(s); room.append(d.cloneNode(true))", granted: 1 },
  // Nobody is told of the copy's.
  { way: "iframe in a clone of a closed shadow root", leaks: ALL, code: FRAME + "const d = document.createElement('div'); d.attachShadow({ mode: 'closed', clonable: true }).append(s); room.append(d.cloneNode(true))", granted: NaN },
  { way: "iframe in a shadow root of Document.parseHTMLUnsafe", code: quoted("<div><template shadowrootmode=open><iframe src='AT/frame.html?NAME'></iframe></template></div>") + "room.append(Document.parseHTMLUnsafe(m).body.firstElementChild)", granted: 1 },
  { way: "iframe in a shadow root by another window's attachShadow", code: FRAME + "const f = room.appendChild(document.createElement('iframe')); const d = document.createElement('div'); f.contentWindow.Element.prototype.attachShadow.call(d, { mode: 'closed' }).append(s); room.append(d)", granted: 1 },
  { way: "iframe in a table's caption", sometimes: ALL, code: FRAME + "const t = room.appendChild(document.createElement('table')); const c = document.createElement('caption'); c.append(s); t.caption = c", granted: NaN },
  { way: "img by execCommand", sometimes: ["webkit"], code: quoted(MARKUP[0][1]) + "const e = room.appendChild(document.createElement('div')); e.contentEditable = 'true'; e.focus(); getSelection().selectAllChildren(e); document.execCommand('insertHTML', false, m)", granted: NaN },
  { way: "script in a shadow root, before its host comes", code: SCRIPT + "const d = document.createElement('div'); d.attachShadow({ mode: 'closed' }).append(s); setTimeout(() => room.append(d))", granted: 1 },
  { way: "fetch of an empty frame in a shadow root", code: "const d = document.createElement('div'); const f = document.createElement('iframe'); d.attachShadow({ mode: 'open' }).append(f); room.append(d); f.contentWindow.fetch(at('/collect?NAME'), { mode: 'no-cors' }).catch(() => {})", granted: 0 },
  { way: "fetch of an empty frame of markup", code: "room.insertAdjacentHTML('beforeend', '<p><iframe></iframe></p>'); room.lastChild.firstChild.contentWindow.fetch(at('/collect?NAME'), { mode: 'no-cors' }).catch(() => {})", granted: 0 },
  { way: "img by importNode of a template", code: quoted("<template>" + MARKUP[0][1] + "</template>") + "const d = document.createElement('div'); d.innerHTML = m; room.append(document.importNode(d.firstChild.content, true))", granted: 1 },
  // WebKit asks as soon as there is a copy; the others later than any script can put it in, but not for ever.
  { way: "img by importNode of what DOMParser read", sometimes: ["webkit"], code: quoted(MARKUP[0][1]) + "room.append(document.importNode(new DOMParser().parseFromString(m, 'text/html').body.firstChild, true))", granted: NaN },
  { way: "img by importNode of what DOMParser read, put in later", sometimes: ALL, code: quoted(MARKUP[0][1]) + "const n = document.importNode(new DOMParser().parseFromString(m, 'text/html').body.firstChild, true); setTimeout(() => room.append(n))", granted: NaN },
  // Firefox reads it as if there were scripts, wherever it is read before.
  { way: "img in the noscript of a frame without scripts", leaks: ["firefox"], code: "const f = document.createElement('iframe'); f.sandbox = ''; f.srcdoc = '<noscript><img src=\"' + at('/img.gif?NAME') + '\"></noscript>'; room.append(f)", granted: NaN },
  { way: "a table's background", leaks: ALL, code: quoted("<table background='AT/img.gif?NAME'><tr><td>x</td></tr></table>") + SINKS[0][1], granted: NaN },
  { way: "meta refresh of a frame", leaks: ALL, code: "const f = room.appendChild(document.createElement('iframe')); const m = f.contentDocument.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=' + at('/frame.html?NAME'); f.contentDocument.head.append(m)", granted: NaN },
  { way: "link, rel set after its address", code: "const s = document.createElement('link'); s.href = at('/style.css?NAME'); room.append(s); s.rel = 'stylesheet'", granted: 1 },
  { way: "link, rel set by setAttribute after its address", code: "const s = document.createElement('link'); s.href = at('/style.css?NAME'); room.append(s); s.setAttribute('rel', 'stylesheet')", granted: 1 },
  { way: "fetch of a javascript: frame", code: "const f = document.createElement('iframe'); f.src = 'javascript:void fetch(\"' + at('/collect?NAME') + '\", { mode: \"no-cors\" }).catch(() => {})'; room.append(f)", granted: 0 },
  {
    way: "img in a closed declarative shadow root by setHTMLUnsafe",
    code: "const d = room.appendChild(document.createElement('div')); d.setHTMLUnsafe('<p><template shadowrootmode=closed><img src=\"' + at('/img.gif?NAME') + '\"></template></p>')",
    // Nobody reaches into it afterwards.
    granted: 0,
  },
];

/** All rows, each with a place of its own, of which its name is made. */
export const ROWS = LIST.map((row, place) => ({ ...row, place }));
