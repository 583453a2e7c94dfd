// SHA-256 of a text, in hexadecimal (FIPS 180-4). The browser's own is missing on pages that come without TLS, as in an office's network.
const primes = (count) => {
  const found = [];
  for (let n = 2; found.length < count; n += 1) if (found.every((prime) => n % prime)) found.push(n);
  return found;
};
const fraction = (number) => Math.floor((number - Math.floor(number)) * 2 ** 32) | 0;
const ROUNDS = primes(64).map((prime) => fraction(Math.cbrt(prime)));
const START = primes(8).map((prime) => fraction(Math.sqrt(prime)));
const turned = (word, by) => (word >>> by) | (word << (32 - by));

export function sha256(text) {
  const bytes = new TextEncoder().encode(text), blocks = ((bytes.length + 8) >> 6) + 1, view = new DataView(new ArrayBuffer(blocks * 64));
  bytes.forEach((byte, place) => view.setUint8(place, byte));
  view.setUint8(bytes.length, 0x80);
  view.setUint32(blocks * 64 - 4, bytes.length * 8);
  const state = [...START], words = new Int32Array(64);
  for (let block = 0; block < blocks; block += 1) {
    for (let place = 0; place < 16; place += 1) words[place] = view.getInt32(block * 64 + place * 4);
    for (let place = 16; place < 64; place += 1) {
      const a = words[place - 15], b = words[place - 2];
      words[place] = words[place - 16] + (turned(a, 7) ^ turned(a, 18) ^ (a >>> 3)) + words[place - 7] + (turned(b, 17) ^ turned(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let place = 0; place < 64; place += 1) {
      const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[place] + words[place]) | 0;
      const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, place) => { state[place] = (state[place] + word) | 0; });
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
