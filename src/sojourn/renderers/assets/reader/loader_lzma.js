/** Unpacks LZMA, which no browser knows: our script is a sixth smaller than deflated, and longest of all that a page has. */

/** What the letters before one tell of it [bits]; the same as in `renderers/embedding.py`. */
const LITERAL_BITS = 2;
/** Where the chances of each question begin: twelve for most, one for each state. */
const [IS_REPEAT, NOT_LAST, NOT_SECOND, NOT_THIRD, IS_LONG] = [12, 24, 36, 48, 60];
const [SLOTS, NEAR, ALIGNED, LENGTHS, REPEAT_LENGTHS, LITERALS] = [72, 328, 456, 472, 746, 1020];

/**
 * A way to read bits, each with the chance that it is 0 as the bits before have taught it.
 * @param {Uint8Array} bytes
 */
const chanceReader = (bytes) => {
  const chances = new Uint16Array(LITERALS + (768 << LITERAL_BITS)).fill(1024);
  let at = 5;
  // In an array: as variables they would be made anew at every bit, for they are too large for small integers.
  const span = new Uint32Array([2 ** 32 - 1, new DataView(bytes.buffer).getUint32(1)]);
  /** @param {number} range @param {number} code */
  const refill = (range, code) => {
    const small = range < 2 ** 24;
    span[0] = small ? range << 8 : range;
    span[1] = small ? (code << 8) | bytes[at++] : code;
  };
  /** @param {number} i */
  const bit = (i) => {
    const range = span[0]; const code = span[1]; const chance = chances[i];
    const bound = (range >>> 11) * chance;
    const one = code < bound ? 0 : 1;
    chances[i] += one ? -(chance >> 5) : (2048 - chance) >> 5;
    refill(one ? range - bound : bound, one ? code - bound : code);
    return one;
  };
  /** The lowest bit last. @param {number} first @param {number} count */
  const tree = (first, count) => {
    let node = 1;
    while (node < 1 << count) node = 2 * node + bit(first + node);
    return node - (1 << count);
  };
  /** The lowest bit first. @param {number} first @param {number} count */
  const backwards = (first, count) => {
    let [node, value] = [1, 0];
    for (let i = 0; i < count; i++) {
      const one = bit(first + node);
      node = 2 * node + one;
      value += one << i;
    }
    return value;
  };
  /** Bits of which nothing is known. @param {number} count */
  const plain = (count) => {
    let value = 0;
    for (let i = 0; i < count; i++) {
      const half = span[0] >>> 1;
      const one = span[1] < half ? 0 : 1;
      value = 2 * value + one;
      refill(half, span[1] - one * half);
    }
    return value;
  };
  return { bit, tree, backwards, plain };
};

/**
 * How long a repetition is, and how far back it stands.
 * @param {ReturnType<typeof chanceReader>} read
 */
const repetitions = ({ bit, tree, backwards, plain }) => {
  /** @param {number} first where the chances of such lengths begin */
  const length = (first) => {
    if (!bit(first)) return 2 + tree(first + 2, 3);
    return bit(first + 1) ? 18 + tree(first + 18, 8) : 10 + tree(first + 10, 3);
  };
  /** @param {number} size */
  const distance = (size) => {
    const slot = tree(SLOTS + 64 * Math.min(size - 2, 3), 6);
    if (slot < 4) return slot;
    const count = (slot >> 1) - 1;
    const far = (2 + (slot & 1)) * 2 ** count;
    if (slot < 14) return far + backwards(NEAR + far - slot, count);
    return far + 16 * plain(count - 4) + backwards(ALIGNED, 4);
  };
  return { length, distance };
};

/**
 * A byte that repeats nothing.
 * @param {(i: number) => number} bit
 * @param {number} before the byte before it
 * @param {number} instead what would have been repeated; -1 for nothing
 */
const literal = (bit, before, instead) => {
  const first = LITERALS + 768 * (before >> (8 - LITERAL_BITS));
  let node = 1;
  for (let other = instead; other >= 0 && node < 256; other = (2 * other) & 255) {
    const wanted = other >> 7;
    node = 2 * node + bit(first + 256 * (1 + wanted) + node);
    if ((node & 1) !== wanted) break;
  }
  while (node < 256) node = 2 * node + bit(first + node);
  return node - 256;
};

/** The most that is unpacked [bytes]; a script as it stands before it is shortened fits in. */
const MOST_BYTES = 2 ** 20;

/**
 * What Python's lzma has packed as raw LZMA, with all that came before as its dictionary.
 * @param {Uint8Array} bytes
 */
const unsqueezed = (bytes) => {
  const read = chanceReader(bytes);
  const { bit } = read;
  const { length, distance } = repetitions(read);
  const out = new Uint8Array(MOST_BYTES);
  const back = [0, 0, 0, 0];
  let state = 0;
  for (let at = 0; ; ) {
    const fresh = state < 7;
    if (!bit(state)) {
      out[at] = literal(bit, at ? out[at - 1] : 0, fresh ? -1 : out[at - back[0] - 1]);
      at++;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let size = 0;
    if (!bit(IS_REPEAT + state)) {
      size = length(LENGTHS);
      back.unshift(distance(size));
      back.pop();
      if (back[0] === 2 ** 32 - 1) return out.subarray(0, at);
      state = fresh ? 7 : 10;
    } else {
      const which = !bit(NOT_LAST + state) ? 0 : !bit(NOT_SECOND + state) ? 1 : 2 + bit(NOT_THIRD + state);
      if (which) back.unshift(...back.splice(which, 1));
      else if (!bit(IS_LONG + state)) size = 1;
      state = size ? (fresh ? 9 : 11) : fresh ? 8 : 11;
      size ||= length(REPEAT_LENGTHS);
    }
    for (const end = at + size; at < end; at++) out[at] = out[at - back[0] - 1];
  }
};
