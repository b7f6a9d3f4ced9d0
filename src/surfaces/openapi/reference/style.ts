/** The look of the reference page; on wide screens the contents stay in sight. */
export const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 90rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
section section { margin-block: 2.5rem; }
section:target > h3 { background: #fd04; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
td { padding: .35rem .5rem; border-top: 1px solid #8886; vertical-align: top; }
td:first-child { width: 26%; } td:nth-child(2) { width: 28%; }
code, pre { font: .875em ui-monospace, monospace; } pre { overflow: auto; padding: .75rem; background: #8882; }
h4 { margin-bottom: .25rem; } small { opacity: .75; }
nav ul { margin: 0 0 .75rem; padding: 0; list-style: none; } nav li { margin-block: .3rem; line-height: 1.3; }
nav h3 { margin: .5rem 0 .25rem; } nav li code { display: block; opacity: .75; }
@media (min-width: 64rem) {
  .page { display: grid; grid-template-columns: 22rem minmax(0, 1fr); gap: 2.5rem; }
  nav { position: sticky; top: 0; max-height: 100vh; overflow: auto; }
}
`;
