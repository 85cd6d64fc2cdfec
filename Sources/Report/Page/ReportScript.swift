/// The report's script: draws the map's data with Leaflet. Text goes into the page as text nodes only.
enum ReportScript {
    static let javaScript = drawing + controls

    /// Decodes the data and draws streets and layers.
    private static let drawing = #"""
        (function(){
        "use strict";
        var data=JSON.parse(document.getElementById("map-data").textContent);
        var routeColours=["#0072b2","#d55e00","#009e73","#cc79a7","#56b4e9","#8c6d00"];
        var heat=["#fed98e","#fe9929","#d95f0e","#993404"];
        function decode(flat,scale){
          var out=[],x=0,y=0;
          for(var i=0;i<flat.length;i+=2){x+=flat[i];y+=flat[i+1];out.push([y/scale,x/scale]);}
          return out;
        }
        function el(tag,cls,text){
          var node=document.createElement(tag);
          if(cls){node.className=cls;}
          if(text!==undefined){node.textContent=text;}
          return node;
        }
        var map=L.map("map",{preferCanvas:true,zoomSnap:0.25,zoomDelta:0.5,scrollWheelZoom:false,maxZoom:19,minZoom:9});
        map.attributionControl.setPrefix(false);
        map.createPane("streets").style.zIndex=250;
        map.createPane("cells").style.zIndex=350;
        var canvas=L.canvas({pane:"streets",padding:0.3});
        var cellCanvas=L.canvas({pane:"cells",padding:0.3});
        var topCanvas=L.canvas({padding:0.3});
        var looks={
          areas:[{color:"#37474f",weight:1.6,dashArray:"5 4",fill:true,fillOpacity:0.02},
                 {color:"#b3261e",weight:2.4,fill:true,fillColor:"#b3261e",fillOpacity:0.07},
                 {color:"#37474f",weight:2.5,opacity:0.75,fill:false,interactive:false}],
          hotspots:heat.map(function(c){return{color:c,weight:0.5,fill:true,fillColor:c,fillOpacity:0.72};}),
          clusters:[{color:"#6a3d9a",weight:2.2,fill:true,fillOpacity:0.12},
                    {color:"#b15928",weight:2.2,dashArray:"6 4",fill:true,fillOpacity:0.1}],
          patrol_areas:[{color:"#00695c",weight:2.6,fill:true,fillColor:"#00695c",fillOpacity:0.14}]
        };
        function look(sheet,k){
          if(sheet.key==="routes"){return{color:routeColours[k%6],weight:4.5,opacity:0.9,lineJoin:"round"};}
          return looks[sheet.key][k]||looks[sheet.key][0];
        }
        function popup(item){
          var box=el("div","pop");
          box.appendChild(el("h4","",item.t));
          var list=el("dl");
          item.f.forEach(function(f){list.appendChild(el("dt","",f[0]));list.appendChild(el("dd","",f[1]));});
          box.appendChild(list);
          return box;
        }
        function pin(cls,text,size){
          return L.divIcon({className:"pin "+cls,html:el("span","",text),iconSize:[size,size]});
        }
        var b=data.bounds,taken=[],tall=(b[3]-b[1])*0.03,wide=(b[2]-b[0])*0.16;
        function draw(sheet,item){
          var parts=item.g.map(function(g){return decode(g,1e6);}),layer;
          if(!parts.length){return null;}
          if(sheet.form==="area"){
            var style=L.extend({renderer:sheet.key==="hotspots"?cellCanvas:topCanvas,pane:sheet.key==="hotspots"?"cells":"overlayPane"},look(sheet,item.k));
            layer=L.polygon(parts,style);
            if(item.l){
              var patrol=sheet.key==="patrol_areas",box=layer.getBounds();
              var name=L.tooltip({permanent:true,direction:patrol?"center":"top",className:"name"});
              var spot=box.getCenter();
              if(!patrol){
                var north=L.latLng(box.getNorth(),spot.lng),south=L.latLng(box.getSouth(),spot.lng);
                var free=function(p){return !taken.some(function(q){return Math.abs(p.lat-q.lat)<tall&&Math.abs(p.lng-q.lng)<wide;});};
                spot=free(north)?north:south;
                if(spot===south){name.options.direction="bottom";}
                taken.push(spot);
              }
              name.setLatLng(spot);
              name.setContent(el("span",patrol?"patrolname":"",item.l));
              if(item.t){layer.bindPopup(function(){return popup(item);});}
              return L.layerGroup([layer,name]);
            }
          }else if(sheet.form==="line"){
            layer=L.layerGroup([L.polyline(parts,{color:"#fff",weight:8,opacity:0.85,renderer:topCanvas,interactive:false}),
              L.polyline(parts,L.extend({renderer:topCanvas},look(sheet,item.k))).bindPopup(function(){return popup(item);})]);
            return layer;
          }else if(sheet.key==="stops"){
            layer=L.circleMarker(parts[0][0],{radius:3,color:"#fff",weight:1,fill:true,fillColor:"#3c4043",fillOpacity:1,renderer:topCanvas});
          }else{
            var school=sheet.key==="schools";
            layer=L.marker(parts[0][0],{icon:school?pin("school",item.l,20):pin("r"+item.k%6,item.l,21),keyboard:true,alt:item.t,title:item.t,zIndexOffset:school?0:500});
          }
          if(item.t&&!(style&&style.interactive===false)){layer.bindPopup(function(){return popup(item);});}
          return layer;
        }
        var widths=[0.6,0.9,2],colours=["#cfcdc4","#bdbbb2","#a3a198"];
        var streets=L.layerGroup(data.streets.map(function(lines,k){
          return L.polyline(lines.map(function(g){return decode(g,1e5);}),
            {color:colours[k],weight:widths[k],interactive:false,renderer:canvas,pane:"streets",smoothFactor:1.2,dashArray:null});
        }));
        streets.addTo(map);

        """#

    /// Adds the layer control, the legend and the scale, and says in the page what has been drawn.
    private static let controls = #"""
        var overlays={"Streets":streets},drawn={streets:data.streets.reduce(function(n,s){return n+s.length;},0)};
        data.sheets.forEach(function(sheet){
          var group=L.layerGroup();
          sheet.items.forEach(function(item){var layer=draw(sheet,item);if(layer){group.addLayer(layer);}});
          drawn[sheet.key]=sheet.items.length;
          if(sheet.items.length){overlays[sheet.name]=group;}
          if(sheet.on){group.addTo(map);}
        });
        map.fitBounds([[b[1],b[0]],[b[3],b[2]]],{padding:[8,8]});
        function size(){map.getContainer().classList.toggle("far",map.getZoom()<13.5);}
        size();
        map.on("zoomend",function(){
          size();
          var factor=Math.pow(1.5,Math.max(0,map.getZoom()-13));
          var k=0;
          streets.eachLayer(function(layer){layer.setStyle({weight:Math.min(widths[k]*factor,[2,5,9][k])});k+=1;});
        });
        map.on("focus click",function(){map.scrollWheelZoom.enable();});
        map.on("blur",function(){map.scrollWheelZoom.disable();});
        L.control.layers(null,overlays,{collapsed:window.innerWidth<700}).addTo(map);
        L.control.scale({imperial:false,maxWidth:160}).addTo(map);
        var svg="http://www.w3.org/2000/svg";
        function swatch(sheet,k){
          var box=document.createElementNS(svg,"svg");
          box.setAttribute("width","22");box.setAttribute("height","14");box.setAttribute("aria-hidden","true");
          var style,shape;
          if(sheet.form==="area"){
            style=look(sheet,k);shape=document.createElementNS(svg,"rect");
            shape.setAttribute("x","2");shape.setAttribute("y","2");shape.setAttribute("width","18");shape.setAttribute("height","10");
            shape.setAttribute("fill",style.fillColor||style.color);
            shape.setAttribute("fill-opacity",style.fill===false?0:style.fillOpacity);
            shape.setAttribute("stroke",style.color);shape.setAttribute("stroke-width",Math.min(style.weight,2.2));
            if(style.dashArray){shape.setAttribute("stroke-dasharray","3 2");}
          }else if(sheet.form==="line"){
            shape=document.createElementNS(svg,"path");shape.setAttribute("d","M1 7H21");
            shape.setAttribute("stroke",look(sheet,k).color);shape.setAttribute("stroke-width","4");
          }else{
            shape=document.createElementNS(svg,sheet.key==="schools"?"rect":"circle");
            if(sheet.key==="schools"){shape.setAttribute("x","6");shape.setAttribute("y","2");shape.setAttribute("width","10");shape.setAttribute("height","10");}
            else{shape.setAttribute("cx","11");shape.setAttribute("cy","7");shape.setAttribute("r",sheet.key==="stops"?"3":"5.5");}
            shape.setAttribute("fill",sheet.key==="posts"?"#0072b2":"#202124");
          }
          box.appendChild(shape);
          return box;
        }
        var legend=L.control({position:"bottomright"});
        legend.onAdd=function(){
          var box=el("details","legend");
          box.open=window.innerWidth>=700;
          box.appendChild(el("summary","","Legend"));
          function fill(){
            while(box.childNodes.length>1){box.removeChild(box.lastChild);}
            data.sheets.forEach(function(sheet){
              if(!sheet.items.length||!map.hasLayer(overlays[sheet.name])){return;}
              sheet.looks.forEach(function(text,k){
                if(!sheet.items.some(function(i){return i.k===k;})&&sheet.form!=="point"){return;}
                var row=el("div");row.appendChild(swatch(sheet,k));row.appendChild(el("span","",text));box.appendChild(row);
              });
            });
          }
          fill();
          map.on("overlayadd overlayremove",fill);
          L.DomEvent.disableClickPropagation(box);L.DomEvent.disableScrollPropagation(box);
          return box;
        };
        legend.addTo(map);
        var root=document.documentElement;
        root.setAttribute("data-map","drawn");
        Object.keys(drawn).forEach(function(key){root.setAttribute("data-drawn-"+key.replace("_","-"),drawn[key]);});
        }());

        """#
}
