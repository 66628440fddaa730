// Painting cells on a canvas with the colours and hatches of the page.
var CLASS = ['', 'shots1', 'shots2', 'shots3', 'not-threatened', 'no-track', 'radar-horizon', 'below-minimum', 'too-late', 'too-far', 'gained', 'lost', 'keepout'];
var NOT_THREATENED = 4, GAINED = 10, LOST = 11, KEEPOUT = 12;

// Whether a pixel lies on the hatch of a class; s is pixels to a unit.
var HATCH = {
  4: function (x, y, s) { return mod(x - y, 10 * s) < s; },
  5: function (x, y, s) { return mod(x, 7 * s) < 1.7 * s && mod(y, 7 * s) < 1.7 * s; },
  6: function (x, y, s) { return mod(y, 6 * s) < s; },
  7: function (x, y, s) { return mod(x, 6 * s) < s; },
  8: function (x, y, s) { return mod(x + y, 8 * s) < 1.3 * s; },
  9: function (x, y, s) { return mod(x + y, 9 * s) < 1.2 * s || mod(x - y, 9 * s) < 1.2 * s; },
  10: function (x, y, s) { return mod(x, 5 * s) < s && mod(y, 5 * s) < s; },
  11: function (x, y, s) { return mod(x - y, 5 * s) < s; },
  12: function (x, y, s) { return mod(x + y, 6 * s) < s; },
};

function mod(a, n) { return ((a % n) + n) % n; }

// The page's colours as numbers, read again when the theme changes.
var palette = null;
themeListeners.push(function () { palette = null; });

function colours() {
  if (palette) return palette;
  var probe = document.createElement('span');
  document.body.appendChild(probe);
  var read = function (name) {
    probe.style.color = 'var(--' + name + ')';
    var c = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number);
    return (255 << 24) | (c[2] << 16) | (c[1] << 8) | c[0];
  };
  var fill = [0, read('shots1'), read('shots2'), read('shots3'), read('quiet-ground')], line = [];
  for (var c = 5; c <= 9; c++) { fill[c] = read('ground'); line[c] = read('hatch'); }
  fill[GAINED] = read('gained'); fill[LOST] = read('lost'); fill[KEEPOUT] = read('keepout2');
  line[4] = read('quiet-hatch'); line[GAINED] = line[LOST] = line[KEEPOUT] = read('ground');
  probe.remove();
  palette = { fill: fill, line: line };
  return palette;
}

// Paints the class of every cell; class 0 stays clear.
function paint(canvas, raster, classes) {
  if (canvas.width !== raster.width || canvas.height !== raster.height) { canvas.width = raster.width; canvas.height = raster.height; }
  var context = canvas.getContext('2d'), image = context.createImageData(raster.width, raster.height), out = new Uint32Array(image.data.buffer), p = colours();
  for (var y = 0, i = 0; y < raster.height; y++) {
    for (var x = 0; x < raster.width; x++, i++) {
      var cell = raster.cell[i], c = cell < 0 ? 0 : classes[cell];
      if (c === 0) continue;
      out[i] = HATCH[c] && HATCH[c](x, y, raster.scale) ? p.line[c] : p.fill[c];
    }
  }
  context.putImageData(image, 0, 0);
}
