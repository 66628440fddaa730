// The exclusion maps: one speed at a time, and what sets a cell's threshold.
var seaRaster = null, seaSpeed = 0;

async function paintSea(figure) {
  var i = Number(figure.dataset.sea), map = figure.querySelector('.map'), canvas = map.querySelector('canvas');
  map.querySelector('.static-cells').style.display = seaSpeed ? 'none' : '';
  map.querySelector('.static-lines').style.display = seaSpeed ? 'none' : '';
  if (canvas) canvas.hidden = !seaSpeed;
  var readout = figure.querySelector('.readout');
  if (!seaSpeed) { readout.textContent = ''; return; }
  var b = await unpack('sea-' + i), classes = new Uint8Array(b.threshold.length), area = 0;
  for (var row = 0; row < study.sea.Lat.length; row++) {
    for (var cell = study.sea.Start[row]; cell < study.sea.Start[row + 1]; cell++) {
      if (b.threshold[cell] === NONE || b.threshold[cell] > Math.round(seaSpeed * 100)) continue;
      classes[cell] = KEEPOUT;
      area += study.sea.Area[row];
    }
  }
  if (!canvas) {
    canvas = document.createElement('canvas');
    canvas.className = 'layer';
    map.insertBefore(canvas, map.lastElementChild);
  }
  seaRaster = seaRaster || rasterOf(study.polar, study.sea, 1);
  paint(canvas, seaRaster, classes);
  readout.textContent = 'With ' + fixed(seaSpeed, 2) + ' km/s: ' + (area / 1e6).toFixed(2) + ' million km² of sea.';
}

function paintSeas() { return Promise.all(Array.from(document.querySelectorAll('.sea'), paintSea)); }

function seaText(b, cell) {
  var c = centre(study.sea, cell), s = degrees(c[0], c[1]) + ': ';
  if (b.threshold[cell] === NONE) return s + 'land, or no protected trajectory can be met from here.';
  return s + 'threshold ' + fixed(b.threshold[cell] / 100, 2) + ' km/s' + (b.trajectory[cell] !== NONE ? ', for ' + study.force[b.trajectory[cell]] : '') + '.';
}

function askSea(figure) {
  var map = figure.querySelector('.map'), readout = figure.querySelector('.readout'), cursor = map.querySelector('.cursor'), at = -1;
  var show = async function (cell) {
    at = cell;
    cursor.setAttribute('d', outline(study.polar, study.sea, cell));
    readout.textContent = seaText(await unpack('sea-' + figure.dataset.sea), cell);
  };
  map.tabIndex = 0;
  map.setAttribute('role', 'application');
  map.setAttribute('aria-roledescription', 'map');
  map.addEventListener('pointermove', function (e) {
    var cell = cellUnder(e, map, study.polar, study.sea);
    if (cell >= 0 && cell !== at) show(cell);
  });
  map.addEventListener('keydown', function (e) {
    var cell = walk(e, study.sea, at >= 0 ? at : cellAt(study.sea, 72, 20));
    if (cell >= 0) show(cell);
  });
}

function setSea(speed) {
  seaSpeed = speed;
  $('sea-speed-value').textContent = speed ? fixed(speed, 2) + ' km/s' : 'all three';
  if (speed) $('sea-speed').value = speed;
  return paintSeas();
}

if (study.exclusion && study.exclusion.length && 'DecompressionStream' in window) {
  $('sea-fields').hidden = false;
  $('sea-speed-value').textContent = 'all three';
  document.querySelectorAll('.sea').forEach(askSea);
  $('sea-speed').addEventListener('input', function () { setSea(Number($('sea-speed').value)); onChange(); });
  $('sea-reset').addEventListener('click', function () { setSea(0); onChange(); });
  themeListeners.push(paintSeas);
}
