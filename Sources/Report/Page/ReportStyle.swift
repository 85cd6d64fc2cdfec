/// The report's style sheet. Leaflet's own goes before it.
enum ReportStyle {
    static let css = """
        :root{--ink:#1f2328;--soft:#57606a;--line:#d0d7de;--wash:#f6f7f9;--accent:#0b4f8a;--warn:#8a5a00}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;color:var(--ink);background:#fff;font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
        .page{max-width:1180px;margin:0 auto;padding:0 20px}
        header{background:#10233a;color:#fff;padding:26px 0 22px}
        header h1{margin:0;font-size:30px;line-height:1.2;letter-spacing:-.01em}
        header p{margin:6px 0 0;color:#c9d6e4}
        nav{background:#0b1a2c;font-size:14px}
        nav ul{display:flex;flex-wrap:wrap;gap:2px 18px;margin:0;padding:9px 0;list-style:none}
        nav a{color:#dbe7f3;text-decoration:none}
        nav a:hover,nav a:focus{text-decoration:underline}
        h2{margin:44px 0 8px;font-size:22px;line-height:1.3;border-bottom:2px solid var(--ink);padding-bottom:5px}
        h3{margin:26px 0 6px;font-size:17px}
        p{margin:8px 0 12px;max-width:76ch}
        a{color:var(--accent)}
        .lead{font-size:17px}
        .soft,caption,.note{color:var(--soft);font-size:14px}
        .banner{margin:20px 0 0;padding:11px 16px;border-left:5px solid #d98e04;background:#fff6e0}
        .banner p{margin:0;max-width:none}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:1px;margin:22px 0 6px;padding:0;list-style:none;border:1px solid var(--line)}
        .figures li{padding:13px 15px;box-shadow:0 0 0 1px var(--line)}
        .figures b{display:block;font-size:27px;line-height:1.15;font-variant-numeric:tabular-nums}
        .figures span{color:var(--soft);font-size:14px}
        ul.findings{margin:14px 0;padding-left:20px}
        ul.findings li{margin:5px 0;max-width:80ch}
        .scroll{overflow-x:auto;margin:10px 0 18px}
        .scroll:focus{outline:2px solid var(--accent);outline-offset:2px}
        table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
        caption{text-align:left;padding:0 0 6px}
        th,td{padding:6px 10px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
        thead th{border-bottom:2px solid var(--ink);font-weight:600;vertical-align:bottom}
        tbody th{font-weight:600}
        tbody tr:nth-child(even){background:var(--wash)}
        th.n,td.n{text-align:right;white-space:nowrap}
        .tag{display:inline-block;padding:0 7px;border:1px solid currentColor;border-radius:3px;font-size:12px;line-height:18px;white-space:nowrap}
        .yes{color:#8b1a14;font-weight:600}
        .no{color:var(--soft)}
        .warn{color:var(--warn)}
        dl{display:grid;grid-template-columns:minmax(150px,max-content) 1fr;gap:4px 18px;margin:10px 0;font-size:14px}
        dt{color:var(--soft)}
        dd{margin:0;overflow-wrap:anywhere}
        details{margin:10px 0}
        summary{cursor:pointer;color:var(--accent)}
        figure{margin:14px 0 22px}
        figcaption{color:var(--soft);font-size:14px;margin-top:4px}
        svg{display:block;max-width:100%;height:auto}
        svg text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
        #map{height:min(76vh,720px);min-height:420px;border:1px solid var(--line);background:#f3f2ee}
        .mapnote{margin-top:6px}
        .leaflet-container{font:13px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
        .leaflet-control-layers-list{font-size:13px}
        .legend{background:rgba(255,255,255,.95);padding:7px 11px;border:1px solid #9aa4ad;border-radius:4px;max-height:min(56vh,520px);overflow:hidden auto;line-height:1.3;width:250px;font-size:12px;overflow-wrap:anywhere}
        .legend:not([open]){width:auto}
        .legend summary{color:var(--ink);font-weight:600}
        .legend div{display:flex;align-items:center;gap:8px;margin:3px 0}
        .legend svg{flex:none}
        .pop h4{margin:0 0 5px;font-size:14px}
        .pop dl{grid-template-columns:max-content 1fr;gap:1px 10px;margin:0;font-size:13px}
        .pop dd{font-weight:600}
        .name{background:none;border:0;box-shadow:none;padding:0;font-weight:600;color:#263238;text-shadow:0 0 3px #fff,0 0 3px #fff,0 0 3px #fff,0 0 3px #fff;white-space:nowrap}
        .name:before{display:none}
        .pin{display:flex;align-items:center;justify-content:center}
        .pin span{display:flex;align-items:center;justify-content:center;width:100%;height:100%;border-radius:50%;border:2px solid #fff;color:#fff;font:600 11px/1 system-ui,sans-serif;box-shadow:0 0 0 1px rgba(0,0,0,.45)}
        .pin.school span{border-radius:3px;background:#202124}
        .far .pin span{width:11px;height:11px;border-width:1.5px;font-size:0}
        .r0 span{background:#0072b2}.r1 span{background:#b84f00}.r2 span{background:#00795a}.r3 span{background:#a5527f}.r4 span{background:#2779a8}.r5 span{background:#735c00}
        .patrolname{color:#00493f}
        footer{margin:50px 0 0;padding:18px 0 40px;border-top:1px solid var(--line);color:var(--soft);font-size:14px}
        .skip{position:absolute;left:-9999px}
        .skip:focus{left:8px;top:8px;background:#fff;padding:6px 10px;z-index:2000}
        @media (max-width:640px){body{font-size:15px}.page{padding:0 14px}header h1{font-size:23px}#map{height:70vh;min-height:340px}.legend{width:190px;max-height:190px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:6px}.figures{grid-template-columns:1fr 1fr}}
        @media print{nav,.skip,.leaflet-control-layers,.leaflet-control-zoom{display:none}header{background:none;color:#000;border-bottom:3px solid #000;padding:0 0 8px}header p{color:#333}body{font-size:11pt}#map{height:150mm;break-inside:avoid}h2{break-after:avoid}tr,figure{break-inside:avoid}.scroll{overflow:visible}details>*{display:block}}

        """
}
