// Places, cells and points on paper. The same formulas as packages atlas and
// projection: Lambert's azimuthal equal-area projection on a sphere.
var RADIUS = 6371.0072, RAD = Math.PI / 180;

function project(view, lat, lon) {
  var s0 = Math.sin(view.lat * RAD), c0 = Math.cos(view.lat * RAD), s = Math.sin(lat * RAD), c = Math.cos(lat * RAD), d = (lon - view.lon) * RAD;
  var k = RADIUS * Math.sqrt(2 / (1 + s0 * s + c0 * c * Math.cos(d)));
  return [(k * c * Math.sin(d) - view.west) / view.unit, (view.north - k * (c0 * s - s0 * c * Math.cos(d))) / view.unit];
}

function place(view, px, py) {
  var x = view.west + px * view.unit, y = view.north - py * view.unit, rho = Math.hypot(x, y);
  if (rho === 0) return [view.lat, view.lon];
  if (rho > 2 * RADIUS) return null;
  var a = 2 * Math.asin(rho / (2 * RADIUS)), s0 = Math.sin(view.lat * RAD), c0 = Math.cos(view.lat * RAD), s = Math.sin(a), c = Math.cos(a);
  var lat = Math.asin(Math.max(-1, Math.min(1, c * s0 + y * s * c0 / rho))) / RAD;
  var lon = view.lon + Math.atan2(x * s, rho * c0 * c - y * s0 * s) / RAD;
  return [lat, lon - 360 * Math.round(lon / 360)];
}

function cellAt(grid, lat, lon) {
  var rows = grid.Lat.length;
  if (lat < grid.South || lat > grid.North) return -1;
  var row = Math.min(rows - 1, Math.floor((lat - grid.South) / (grid.North - grid.South) * rows));
  var east = lon - grid.West;
  east -= 360 * Math.floor(east / 360);
  var n = grid.Start[row + 1] - grid.Start[row];
  if (east > grid.East - grid.West || n === 0) return -1;
  return grid.Start[row] + Math.min(n - 1, Math.floor(east / grid.Step[row]));
}

function rowOf(grid, cell) {
  var low = 0, high = grid.Lat.length;
  while (high - low > 1) {
    var mid = (low + high) >> 1;
    if (grid.Start[mid] <= cell) low = mid; else high = mid;
  }
  return low;
}

function centre(grid, cell) {
  var row = rowOf(grid, cell), lon = grid.West + (cell - grid.Start[row] + 0.5) * grid.Step[row];
  return [grid.Lat[row], lon - 360 * Math.round(lon / 360)];
}

// The cell a step north, east, south or west; the same one at the edge.
function neighbour(grid, cell, north, east) {
  var row = rowOf(grid, cell);
  if (east) {
    var to = cell + east;
    return to >= grid.Start[row] && to < grid.Start[row + 1] ? to : cell;
  }
  var next = row + north;
  if (next < 0 || next >= grid.Lat.length) return cell;
  var f = (cell - grid.Start[row] + 0.5) / (grid.Start[row + 1] - grid.Start[row]), n = grid.Start[next + 1] - grid.Start[next];
  return grid.Start[next] + Math.min(n - 1, Math.floor(f * n));
}

// The outline of a cell as path data, with points put in along parallels, and
// a ring round it.
function outline(view, grid, cell) {
  var row = rowOf(grid, cell), height = (grid.North - grid.South) / grid.Lat.length;
  var south = grid.Lat[row] - height / 2, north = south + height, west = grid.West + (cell - grid.Start[row]) * grid.Step[row], points = [];
  for (var k = 0; k <= 4; k++) points.push(project(view, south, west + grid.Step[row] * k / 4));
  for (k = 4; k >= 0; k--) points.push(project(view, Math.min(north, 89.999), west + grid.Step[row] * k / 4));
  var mid = project(view, grid.Lat[row], west + grid.Step[row] / 2), ring = 'M' + (mid[0] + 9).toFixed(1) + ' ' + mid[1].toFixed(1) + 'a9 9 0 1 0-18 0a9 9 0 1 0 18 0';
  return 'M' + points.map(function (p) { return p[0].toFixed(1) + ' ' + p[1].toFixed(1); }).join('L') + 'z' + ring;
}

// The cell of every pixel of a picture that is scale times the view.
function rasterOf(view, grid, scale) {
  var w = view.width * scale, h = view.height * scale, out = new Int32Array(w * h);
  for (var y = 0; y < h; y++) {
    for (var x = 0; x < w; x++) {
      var p = place(view, (x + 0.5) / scale, (y + 0.5) / scale);
      out[y * w + x] = p ? cellAt(grid, p[0], p[1]) : -1;
    }
  }
  return { width: w, height: h, scale: scale, cell: out };
}
