// Draws the map of the report with Leaflet. Everything that it shows, colours too, stands in the page's data
// (MapData.swift); text goes into the page as text nodes only.
(function () {
  "use strict";

  const data = JSON.parse(document.getElementById("map-data").textContent);
  const [west, south, east, north] = data.bounds;
  const isNarrow = window.innerWidth < 700;

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

  function withPopup(layer, item) {
    return item.t ? layer.bindPopup(() => popup(item)) : layer;
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
    if (style.interactive !== false) withPopup(area, item);
    return item.l ? L.layerGroup([area, label(sheet, item, area.getBounds())]) : area;
  }

  function drawLine(item, parts, style) {
    const rim = { color: "white", weight: 8, opacity: 0.85, renderer: topCanvas, interactive: false };
    const line = L.polyline(parts, L.extend({ renderer: topCanvas }, style));
    return L.layerGroup([L.polyline(parts, rim), line.bindPopup(() => popup(item))]);
  }

  function drawDot(item, parts, style) {
    const dot = L.circleMarker(parts[0][0], {
      radius: 3,
      color: "white",
      weight: 1,
      fill: true,
      fillColor: style.color,
      fillOpacity: 1,
      renderer: topCanvas,
    });
    return withPopup(dot, item);
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
    return withPopup(marker, item);
  }

  function draw(sheet, item) {
    const parts = item.g.map((flat) => decode(flat, 1e6));
    if (!parts.length) return null;
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

  const overlays = { Streets: streets };
  const drawn = { streets: data.streets.reduce((sum, lines) => sum + lines.length, 0) };
  data.sheets.forEach(function (sheet) {
    const group = L.layerGroup();
    sheet.items.forEach(function (item) {
      const layer = draw(sheet, item);
      if (layer) group.addLayer(layer);
    });
    drawn[sheet.key] = sheet.items.length;
    if (sheet.items.length) overlays[sheet.name] = group;
    if (sheet.on) group.addTo(map);
  });

  // Zoom: far out, pins shrink to dots and streets are thin; the wheel zooms once the map has been clicked.

  map.fitBounds(
    [
      [south, west],
      [north, east],
    ],
    { padding: [8, 8] }
  );

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
  map.on("focus click", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());

  L.control.layers(null, overlays, { collapsed: isNarrow }).addTo(map);
  L.control.scale({ imperial: false, maxWidth: 160 }).addTo(map);

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

  const legend = L.control({ position: "bottomright" });
  legend.onAdd = function () {
    const box = element("details", "legend");
    box.open = !isNarrow;
    box.appendChild(element("summary", "", "Legend"));
    function fill() {
      while (box.childNodes.length > 1) box.removeChild(box.lastChild);
      data.sheets.forEach(function (sheet) {
        if (!sheet.items.length || !map.hasLayer(overlays[sheet.name])) return;
        sheet.looks.forEach(function (look, number) {
          if (!isInLegend(sheet, look, number)) return;
          const row = element("div");
          row.appendChild(swatch(sheet, look.style));
          row.appendChild(element("span", "", look.name));
          box.appendChild(row);
        });
      });
    }
    fill();
    map.on("overlayadd overlayremove", fill);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    return box;
  };
  legend.addTo(map);

  // What has been drawn, for whoever checks the page.

  const root = document.documentElement;
  root.setAttribute("data-map", "drawn");
  Object.keys(drawn).forEach((key) => root.setAttribute("data-drawn-" + key.replace("_", "-"), drawn[key]));
})();
