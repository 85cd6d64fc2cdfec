// Draws the map of the report with Leaflet. Everything that it shows, colours too, stands in the page's data
// (MapData.swift); text goes into the page as text nodes only.
(function () {
  "use strict";

  const data = JSON.parse(document.getElementById("map-data").textContent);
  const [west, south, east, north] = data.bounds;
  const focus = data.focus || data.bounds;

  // Coordinates are whole numbers, each the difference from the one before: longitude, latitude, and so on.
  function decode(flat, scale) {
    const points = [];
    let x = 0;
    let y = 0;
    for (let i = 0; i < flat.length; i += 2) {
      x += flat[i];
      y += flat[i + 1];
      points.push([y / scale, x / scale]);
    }
    return points;
  }

  function element(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  // The map and its panes: streets lowest, then cells, then all that lies on them.

  const map = L.map("map", {
    preferCanvas: true,
    zoomSnap: 0.25,
    zoomDelta: 0.5,
    scrollWheelZoom: false,
    maxZoom: 19,
    minZoom: 9,
  });
  map.attributionControl.setPrefix(false);
  map.createPane("streets").style.zIndex = 250;
  map.createPane("cells").style.zIndex = 350;
  map.createPane("streetNames").style.zIndex = 420;
  const streetCanvas = L.canvas({ pane: "streets", padding: 0.3 });
  const cellCanvas = L.canvas({ pane: "cells", padding: 0.3 });
  const topCanvas = L.canvas({ padding: 0.3 });

  // Features.

  function popup(item) {
    const box = element("div", "pop");
    box.appendChild(element("h4", "", item.t));
    const list = element("dl");
    item.f.forEach(function ([label, value]) {
      list.appendChild(element("dt", "", label));
      list.appendChild(element("dd", "", value));
    });
    box.appendChild(list);
    return box;
  }

  // What lies under a place, the topmost first: all that is shown there, and not the topmost alone.

  const sheets = [];

  // The hour of the week that is shown, from 0, Monday's first; null for all of them.
  let shownHour = null;

  function isThere(item) {
    return shownHour === null || !item.hours || item.hours.has(shownHour);
  }

  // Hours as first hours and lengths.
  function hoursOf(runs) {
    const hours = new Set();
    for (let i = 0; i < runs.length; i += 2) {
      for (let k = 0; k < runs[i + 1]; k++) hours.add(runs[i] + k);
    }
    return hours;
  }

  function isInside(rings, at) {
    let inside = false;
    rings.forEach(function (ring) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [y1, x1] = ring[i];
        const [y2, x2] = ring[j];
        if (y1 > at.lat !== y2 > at.lat && at.lng < ((x2 - x1) * (at.lat - y1)) / (y2 - y1) + x1) inside = !inside;
      }
    });
    return inside;
  }

  function isNear(lines, at, reach) {
    const place = map.latLngToLayerPoint(at);
    return lines.some(function (line) {
      const points = line.map((point) => map.latLngToLayerPoint(point));
      if (points.length === 1) return points[0].distanceTo(place) <= reach;
      return points.some((point, i) => i > 0 && L.LineUtil.pointToSegmentDistance(place, points[i - 1], point) <= reach);
    });
  }

  const reaches = { line: 8, dot: 7, square: 13, pin: 13 };

  function under(at) {
    const found = [];
    sheets.forEach(function (sheet) {
      if (!map.hasLayer(overlays[sheet.name])) return;
      sheet.items.forEach(function (item) {
        const style = sheet.looks[item.k].style;
        if (!item.t || !item.parts || !isThere(item) || style.interactive === false) return;
        const hit =
          sheet.form === "area" ? isInside(item.parts, at) : isNear(item.parts, at, reaches[sheet.form] || 8);
        if (hit) found.unshift(item);
      });
    });
    return found;
  }

  function popups(items) {
    const box = element("div", "pops");
    if (items.length > 1) box.appendChild(element("p", "soft", items.length + " things lie here"));
    items.forEach((item) => box.appendChild(popup(item)));
    return box;
  }

  function open(at) {
    const items = under(at);
    if (items.length) map.openPopup(L.popup({ maxHeight: 320, minWidth: 220 }).setLatLng(at).setContent(popups(items)));
  }

  // Labels above their areas move below where another label is near.
  const labelSpots = [];
  const labelHeight = (north - south) * 0.03;
  const labelWidth = (east - west) * 0.16;

  function isFree(spot) {
    return !labelSpots.some(
      (other) => Math.abs(spot.lat - other.lat) < labelHeight && Math.abs(spot.lng - other.lng) < labelWidth
    );
  }

  function label(sheet, item, box) {
    const name = L.tooltip({ permanent: true, direction: sheet.inner ? "center" : "top", className: "name" });
    const text = element("span", "", item.l);
    let spot = box.getCenter();
    if (sheet.inner) {
      text.style.color = sheet.inner;
    } else {
      const above = L.latLng(box.getNorth(), spot.lng);
      const below = L.latLng(box.getSouth(), spot.lng);
      spot = isFree(above) ? above : below;
      if (spot === below) name.options.direction = "bottom";
      labelSpots.push(spot);
    }
    name.setLatLng(spot);
    name.setContent(text);
    return name;
  }

  function drawArea(sheet, item, parts, style) {
    const place = sheet.under
      ? { renderer: cellCanvas, pane: "cells" }
      : { renderer: topCanvas, pane: "overlayPane" };
    const area = L.polygon(parts, L.extend(place, style));
    return item.l ? L.layerGroup([area, label(sheet, item, area.getBounds())]) : area;
  }

  function drawLine(item, parts, style) {
    const rim = { color: "white", weight: 8, opacity: 0.85, renderer: topCanvas, interactive: false };
    const line = L.polyline(parts, L.extend({ renderer: topCanvas }, style));
    return L.layerGroup([L.polyline(parts, rim), line]);
  }

  function drawDot(item, parts, style) {
    return L.circleMarker(parts[0][0], {
      radius: 3,
      color: "white",
      weight: 1,
      fill: true,
      fillColor: style.color,
      fillOpacity: 1,
      renderer: topCanvas,
    });
  }

  function drawMarker(sheet, item, parts, style) {
    const isPin = sheet.form === "pin";
    const size = isPin ? 21 : 20;
    const text = element("span", "", item.l);
    text.style.background = style.color;
    const marker = L.marker(parts[0][0], {
      icon: L.divIcon({ className: "pin " + sheet.form, html: text, iconSize: [size, size] }),
      keyboard: true,
      alt: item.t,
      title: item.t,
      zIndexOffset: isPin ? 500 : 0,
    });
    return item.t ? marker.bindPopup(() => popups(under(marker.getLatLng())), { maxHeight: 320, minWidth: 220 }) : marker;
  }

  function draw(sheet, item) {
    const parts = item.g.map((flat) => decode(flat, 1e6));
    if (!parts.length) return null;
    item.parts = parts;
    const style = sheet.looks[item.k].style;
    switch (sheet.form) {
      case "area":
        return drawArea(sheet, item, parts, style);
      case "line":
        return drawLine(item, parts, style);
      case "dot":
        return drawDot(item, parts, style);
      default:
        return drawMarker(sheet, item, parts, style);
    }
  }

  // Streets: footpaths, streets that people live on, through roads.

  const streetWidths = [0.6, 0.9, 2];
  const widestStreets = [2, 5, 9];
  const streets = L.layerGroup(
    data.streets.map((lines, kind) =>
      L.polyline(
        lines.map((flat) => decode(flat, 1e5)),
        {
          color: data.streetColours[kind],
          weight: streetWidths[kind],
          interactive: false,
          renderer: streetCanvas,
          pane: "streets",
          smoothFactor: 1.2,
          dashArray: null,
        }
      )
    )
  );
  streets.addTo(map);

  // Sheets, lowest first.

  const overlays = {};
  if (data.tiles) {
    const credit = element("span");
    credit.appendChild(element("span", "", data.tiles.credit));
    // Nothing is loaded before it is switched on.
    overlays["Background, from " + new URL(data.tiles.url).host] = L.tileLayer(data.tiles.url, {
      attribution: credit.innerHTML,
      maxZoom: 19,
    });
  }
  overlays.Streets = streets;
  const drawn = { streets: data.streets.reduce((sum, lines) => sum + lines.length, 0) };
  data.sheets.forEach(function (sheet) {
    sheets.push(sheet);
    const group = L.layerGroup();
    sheet.items.forEach(function (item) {
      if (item.h) item.hours = hoursOf(item.h);
      item.layer = draw(sheet, item);
      if (item.layer) group.addLayer(item.layer);
    });
    drawn[sheet.key] = sheet.items.length;
    if (sheet.items.length) overlays[sheet.name] = group;
    if (sheet.on) group.addTo(map);
  });

  // The names of streets, from zoom 16: those in sight that do not run into each other.

  const nearEnough = 16;
  const streetNames = L.layerGroup();

  function nameStreets() {
    streetNames.clearLayers();
    if (map.getZoom() < nearEnough || !map.hasLayer(streets)) return;
    const sight = map.getBounds();
    const taken = [];
    const { names, places } = data.streetNames;
    for (let i = 0; i < places.length && taken.length < 120; i += 4) {
      const at = L.latLng(places[i + 2] / 1e5, places[i + 1] / 1e5);
      if (!sight.contains(at)) continue;
      const name = names[places[i]];
      const point = map.latLngToLayerPoint(at);
      const reach = 4 * name.length;
      if (taken.some((other) => point.distanceTo(other.point) < 0.7 * (reach + other.reach))) continue;
      taken.push({ point, reach });
      const text = element("span", "", name);
      text.style.transform = "translate(-50%, -50%) rotate(" + places[i + 3] + "deg)";
      const icon = L.divIcon({ className: "street", html: text, iconSize: [0, 0] });
      streetNames.addLayer(L.marker(at, { icon, interactive: false, keyboard: false, pane: "streetNames" }));
    }
  }
  streetNames.addTo(map);

  // Zoom: far out, pins shrink to dots and streets are thin; the wheel zooms once the map has been clicked.

  function show([left, bottom, right, top]) {
    map.fitBounds(
      [
        [bottom, left],
        [top, right],
      ],
      { padding: [8, 8], animate: false }
    );
  }
  show(focus);

  function markDistance() {
    map.getContainer().classList.toggle("far", map.getZoom() < 13.5);
  }
  markDistance();
  map.on("zoomend", function () {
    markDistance();
    const factor = Math.pow(1.5, Math.max(0, map.getZoom() - 13));
    streets.getLayers().forEach(function (layer, kind) {
      layer.setStyle({ weight: Math.min(streetWidths[kind] * factor, widestStreets[kind]) });
    });
  });
  map.on("moveend overlayadd overlayremove", nameStreets);
  map.on("click", (event) => open(event.latlng));
  map.on("focus click", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());

  L.control.layers(null, overlays, { collapsed: map.getSize().x < 760 }).addTo(map);
  L.control.scale({ imperial: false, maxWidth: 160 }).addTo(map);

  // Where to be, and the whole area.

  const views = L.control({ position: "topleft" });
  views.onAdd = function () {
    const box = element("div", "leaflet-bar views");
    [
      ["Plan", "Zoom to the plan", focus],
      ["All", "Zoom to the whole study area", data.bounds],
    ].forEach(function ([name, title, box_]) {
      const button = element("button", "", name);
      button.type = "button";
      button.title = title;
      button.setAttribute("aria-label", title);
      button.addEventListener("click", () => show(box_));
      box.appendChild(button);
    });
    L.DomEvent.disableClickPropagation(box);
    return box;
  };
  views.addTo(map);

  // The keyboard comes to the controls before the many markers.
  const container = map.getContainer();
  container.insertBefore(container.querySelector(".leaflet-control-container"), container.firstChild);

  // The first cell of a table's row moves the map to what it names.

  const sheetsOf = {
    findings: ["posts", "routes", "patrol_areas"],
    peaks: ["areas"],
    hotspots: ["hotspots"],
    emerging: ["emerging"],
    clusters: ["clusters"],
    scan: ["scan"],
    routes: ["posts", "routes"],
    patrols: ["patrol_areas"],
    places: ["hotspots", "areas"],
  };

  function nameOf(item) {
    const id = item.t.match(/\b(c-?\d+-r-?\d+|[A-Z]\d+(?:-P\d+)?)\b/);
    return id ? id[1] : item.t;
  }

  function go(sheet, item) {
    if (!isThere(item)) showHour(null);
    const group = overlays[sheet.name];
    if (!map.hasLayer(group)) group.addTo(map);
    const box = L.latLngBounds(item.parts.flat());
    map.fitBounds(box.pad(0.4), { maxZoom: 16.5, animate: false });
    container.scrollIntoView({ block: "nearest" });
    container.focus({ preventScroll: true });
    map.openPopup(
      L.popup({ maxHeight: 320, minWidth: 220 }).setLatLng(box.getCenter()).setContent(popups([item]))
    );
  }

  let links = 0;
  Object.keys(sheetsOf).forEach(function (id) {
    const section = document.getElementById(id);
    if (!section) return;
    const known = new Map();
    sheets
      .filter((sheet) => sheetsOf[id].includes(sheet.key))
      .forEach((sheet) => sheet.items.forEach((item) => item.parts && item.t && known.set(nameOf(item), [sheet, item])));
    section.querySelectorAll("tbody th[scope=row]").forEach(function (cell) {
      // A team that stands still has no line: its first post stands for it.
      const target = known.get(cell.textContent) || known.get(cell.textContent + "-P1");
      if (!target) return;
      const button = element("button", "go", cell.textContent);
      button.type = "button";
      button.title = "Show on the map";
      button.addEventListener("click", () => go(target[0], target[1]));
      cell.replaceChildren(button);
      links += 1;
    });
  });
  drawn.links = links;

  // The legend: one line for each look that can be seen.

  function svg(tag, attributes) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.keys(attributes).forEach((name) => node.setAttribute(name, attributes[name]));
    return node;
  }

  function swatchShape(sheet, style) {
    switch (sheet.form) {
      case "area": {
        const area = svg("rect", {
          x: 2,
          y: 2,
          width: 18,
          height: 10,
          fill: style.color,
          "fill-opacity": style.fill ? style.fillOpacity : 0,
          stroke: style.color,
          "stroke-width": Math.min(style.weight, 2.2),
        });
        if (style.dashArray) area.setAttribute("stroke-dasharray", "3 2");
        return area;
      }
      case "line":
        return svg("path", { d: "M1 7H21", stroke: style.color, "stroke-width": 4 });
      case "square":
        return svg("rect", { x: 6, y: 2, width: 10, height: 10, fill: style.color });
      default:
        return svg("circle", { cx: 11, cy: 7, r: sheet.form === "dot" ? 3 : 5.5, fill: style.color });
    }
  }

  function swatch(sheet, style) {
    const box = svg("svg", { width: 22, height: 14, "aria-hidden": "true" });
    box.appendChild(swatchShape(sheet, style));
    return box;
  }

  function isInLegend(sheet, look, number) {
    if (!look.name) return false;
    const isShape = sheet.form === "area" || sheet.form === "line";
    return !isShape || sheet.items.some((item) => item.k === number);
  }

  // It stands below the map, where it covers nothing.
  const legend = document.getElementById("legend");
  function fill() {
    while (legend.childNodes.length > 1) legend.removeChild(legend.lastChild);
    data.sheets.forEach(function (sheet) {
      if (!sheet.items.length || !map.hasLayer(overlays[sheet.name])) return;
      sheet.looks.forEach(function (look, number) {
        if (!isInLegend(sheet, look, number)) return;
        const row = element("div");
        row.appendChild(swatch(sheet, look.style));
        row.appendChild(element("span", "", look.name));
        legend.appendChild(row);
      });
    });
  }
  fill();
  map.on("overlayadd overlayremove", fill);

  // Hour by hour: what is there then, and where something happens then.

  const hourBox = document.getElementById("hours");
  const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
  const timed = sheets.filter((sheet) => sheet.items.some((item) => item.hours));
  let playing = null;

  function clock(number) {
    return (number < 10 ? "0" : "") + number + ":00";
  }

  function nameOfHour(number) {
    return days[Math.floor(number / 24)] + " " + clock(number % 24) + "–" + clock((number % 24) + 1);
  }

  function isShown(sheet) {
    return map.hasLayer(overlays[sheet.name]);
  }

  function countThen(sheet, number) {
    return sheet.items.filter((item) => item.hours && item.hours.has(number)).length;
  }

  const slider = element("input");
  const play = element("button", "", "Play");
  const every = element("button", "", "All hours");
  const told = element("output");

  function tell() {
    every.disabled = shownHour === null;
    if (shownHour === null) {
      told.textContent = "All hours of the week. Move the slider to go through them.";
      slider.setAttribute("aria-valuetext", "all hours");
      return;
    }
    const counts = timed
      .filter(isShown)
      .map((sheet) => sheet.name.toLowerCase() + " " + countThen(sheet, shownHour) + " of " + sheet.items.length);
    told.textContent = nameOfHour(shownHour) + ": " + counts.join(", ");
    slider.setAttribute("aria-valuetext", nameOfHour(shownHour));
  }

  function showHour(number) {
    shownHour = number;
    map.closePopup();
    timed.forEach(function (sheet) {
      const group = overlays[sheet.name];
      if (!group) return;
      sheet.items.forEach(function (item) {
        if (!item.layer || !item.hours) return;
        if (isThere(item)) group.addLayer(item.layer);
        else group.removeLayer(item.layer);
      });
    });
    if (number !== null) slider.value = number;
    document.documentElement.setAttribute("data-hour", number === null ? "all" : number);
    tell();
  }

  function stop() {
    clearInterval(playing);
    playing = null;
    play.textContent = "Play";
  }

  // The next hour in which anything is there; the same where there is none.
  function next() {
    for (let step = 1; step <= 168; step++) {
      const number = ((shownHour === null ? Number(slider.value) - 1 : shownHour) + step) % 168;
      if (timed.some((sheet) => isShown(sheet) && countThen(sheet, number))) return number;
    }
    return shownHour;
  }

  if (timed.length) {
    // It starts where most is.
    const totals = Array.from({ length: 168 }, (_, number) =>
      timed.reduce((sum, sheet) => sum + (isShown(sheet) ? countThen(sheet, number) : 0), 0)
    );
    slider.type = "range";
    slider.min = 0;
    slider.max = 167;
    slider.value = totals.indexOf(Math.max(...totals));
    slider.setAttribute("aria-label", "Hour of the week");
    play.type = "button";
    every.type = "button";
    slider.addEventListener("input", function () {
      stop();
      showHour(Number(slider.value));
    });
    play.addEventListener("click", function () {
      if (playing !== null) return stop();
      play.textContent = "Pause";
      showHour(next());
      playing = setInterval(() => showHour(next()), 900);
    });
    every.addEventListener("click", function () {
      stop();
      showHour(null);
    });
    map.on("overlayadd overlayremove", tell);
    hourBox.append(play, slider, every, told);
    hourBox.hidden = false;
    tell();
  }

  // What has been drawn, for whoever checks the page.

  const root = document.documentElement;
  root.setAttribute("data-map", "drawn");
  Object.keys(drawn).forEach((key) => root.setAttribute("data-drawn-" + key.replace("_", "-"), drawn[key]));
})();
