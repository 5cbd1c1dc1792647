/** The only script that stands in the page as it is: unpacks the rest of the page, and runs our script. */

/**
 * The bytes of a block of the page: thirteen bits in two letters, six in one at the end. Written by `renderers/embedding.py`.
 * @param {string} id
 */
const bytesOf = (id) => {
  const text = document.getElementById(id)?.textContent ?? "";
  const places = new Uint8Array(127);
  for (let code = 33, place = 0; code < 127; code++) if (!'"<\\'.includes(String.fromCharCode(code))) places[code] = place++;
  const bytes = new Uint8Array(Math.floor(((text.length >> 1) * 13 + (text.length & 1) * 6) / 8));
  let [held, have] = [0, 0];
  for (let i = 0, at = 0; i < text.length; i += 2) {
    held |= (places[text.charCodeAt(i)] + 91 * (places[text.charCodeAt(i + 1)] || 0)) << have;
    for (have += 13; have > 7 && at < bytes.length; have -= 8, held >>= 8) bytes[at++] = held & 255;
  }
  return bytes;
};

/**
 * A block inflated. Not by way of a Blob: the browser would keep that in another process.
 * @param {string} id
 */
const inflated = (id) => {
  const packed = /** @type {ReadableStream<BufferSource>} */ (new Response(bytesOf(id)).body);
  return new Response(packed.pipeThrough(new DecompressionStream("deflate")));
};

const load = async () => {
  try {
    const [columns, ours] = await Promise.all([inflated("columns").arrayBuffer(), inflated("reader").text()]);
    Object.assign(globalThis, { sojourn: { columns, inflated } });
    for (const [i, text] of ours.split("\0").entries()) {
      const element = document.createElement(i ? "script" : "style");
      element.textContent = text;
      document.head.append(element);
    }
  } catch (error) {
    console.error(error);
  }
  if ("state" in Object(/** @type {any} */ (globalThis).sojourn)) return;
  document.documentElement.dataset.ready = "failed";
  document.getElementById("failed")?.removeAttribute("hidden");
};
load();
