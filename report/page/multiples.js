// The small maps follow the slider: a canvas takes the place of the drawn
// cells, and the sentence below counts anew.
var speedChange = 0; // km/s

// A margin is stored in hundredths of a km/s, rounded down.
function isDefended(block, cell, change) {
  if (change === 0) return block['class'][cell] <= 3;
  return block.margin[cell] !== NO_MARGIN && block.margin[cell] + Math.round(change * 100) >= 0;
}

// The class of every cell when every interceptor's speed changes.
function changed(block, change) {
  if (change === 0) return block['class'];
  var out = new Uint8Array(block['class'].length);
  for (var cell = 0; cell < out.length; cell++) {
    var was = block['class'][cell];
    out[cell] = was;
    if (was === NOT_THREATENED) continue;
    var now = isDefended(block, cell, change);
    if (now && was > 3) out[cell] = GAINED;
    if (!now && was <= 3) out[cell] = LOST;
  }
  return out;
}

// People (in hundreds) and land that are threatened, and those defended.
function tally(block, crowd, change) {
  var t = { nato: 0, europe: 0, area: 0, natoDefended: 0, europeDefended: 0, areaDefended: 0 }, grid = study.grid;
  for (var row = 0; row < grid.Lat.length; row++) {
    for (var cell = grid.Start[row]; cell < grid.Start[row + 1]; cell++) {
      if (block['class'][cell] === NOT_THREATENED) continue;
      var area = crowd.land[cell] ? grid.Area[row] : 0;
      t.nato += crowd.nato[cell]; t.europe += crowd.europe[cell]; t.area += area;
      if (isDefended(block, cell, change)) {
        t.natoDefended += crowd.nato[cell]; t.europeDefended += crowd.europe[cell]; t.areaDefended += area;
      }
    }
  }
  return t;
}

var smallRaster = null;

// Painting all of them takes longer than a slider's step: while it goes on,
// further changes wait for one more turn.
var painting = false, again = false;

async function paintMultiples() {
  if (painting) { again = true; return; }
  painting = true;
  var figures = document.querySelectorAll('.multiple'), crowd = study.maps ? await unpack('people') : null;
  do {
    again = false;
    for (var i = 0; i < figures.length && !again; i++) await paintMultiple(figures[i], crowd);
  } while (again);
  painting = false;
}

async function paintMultiple(figure, crowd) {
  var block = $('cells-' + slug(figure.dataset.shield, figure.dataset['class']));
  if (!block) return;
  var cells = figure.querySelector('.static-cells'), caption = figure.querySelector('.caption'), canvas = figure.querySelector('canvas');
  if (!caption.dataset.still) caption.dataset.still = caption.textContent;
  cells.style.display = speedChange === 0 ? '' : 'none';
  if (canvas) canvas.hidden = speedChange === 0;
  figure.querySelectorAll('.reasons').forEach(function (p) { p.hidden = speedChange !== 0; });
  if (speedChange === 0) { caption.textContent = caption.dataset.still; return; }
  var b = await unpack(block.id);
  if (!canvas) {
    canvas = document.createElement('canvas');
    canvas.className = 'layer';
    figure.querySelector('.map').insertBefore(canvas, figure.querySelector('.over'));
  }
  smallRaster = smallRaster || rasterOf(study.view, study.grid, 1);
  paint(canvas, smallRaster, changed(b, speedChange));
  var t = tally(b, crowd, speedChange);
  caption.textContent = 'With ' + signed(speedChange, 2) + ' km/s: ' + people(100 * t.natoDefended) + ' of ' + people(100 * t.nato) + ' threatened people in NATO members (' + percent(t.natoDefended, t.nato) + ') are behind at least one shot; ' + percent(t.areaDefended, t.area) + ' of their threatened land.';
}
