// Blocks of numbers: base 64, deflated, in columns of differences whose bytes
// lie in planes, highest first.
var unpacked = {};

function unpack(id) {
  if (!unpacked[id]) unpacked[id] = inflate($(id));
  return unpacked[id];
}

async function inflate(node) {
  var packed = Uint8Array.from(atob(node.textContent), function (c) { return c.charCodeAt(0); });
  var stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
  var raw = new Uint8Array(await new Response(stream).arrayBuffer());
  var out = {}, at = 0;
  JSON.parse(node.dataset.columns).forEach(function (c) {
    out[c.name] = column(raw, at, c);
    at += c.bytes * c.length;
  });
  return out;
}

function column(raw, at, c) {
  var n = c.length, kind = c.name === 'margin' ? Int16Array : { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[c.bytes];
  var values = new kind(n), sum = 0;
  for (var i = 0; i < n; i++) {
    var d = 0;
    for (var k = 0; k < c.bytes; k++) d = (d << 8) | raw[at + k * n + i];
    sum = (sum + d) | 0;
    values[i] = sum;
  }
  return values;
}
