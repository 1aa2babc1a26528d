// The frame of every page that somebody without a login sees from here: one file, no script, no third party, readable
// without its style, in the colours of whoever speaks.

import { Html, html } from '../platform/html.ts'

const STYLE = `:root{color-scheme:light dark;--surface:light-dark(#FFFFFF,#131A17);--line:light-dark(#E1E7E4,#26312D);--ctrl:light-dark(#78857F,#74827C);--ink:light-dark(#13201B,#E8EFEC);--ink-2:light-dark(#414E49,#B6C2BD);--ink-3:light-dark(#5D6A65,#94A19B);--yes:light-dark(#0B6A53,#45C29E);--on-yes:light-dark(#FFFFFF,#04221A);--broken:light-dark(#B42318,#F4938A)}
*{box-sizing:border-box}html{font:400 17px/26px "Hanken Grotesk Variable",system-ui,sans-serif;color:var(--ink);background:var(--surface);font-variant-numeric:tabular-nums}
body{margin:0}h1,h2,p,ul,fieldset,legend{margin:0;padding:0}fieldset{border:0;min-width:0}a{color:inherit;text-underline-offset:3px}
:focus-visible{outline:3px solid var(--ink);outline-offset:3px;border-radius:4px}
.wrap{max-width:600px;margin:0 auto;padding:0 20px}.brand{display:flex;align-items:center;gap:10px;height:64px;border-bottom:1px solid var(--line);font-weight:650;font-size:18px}.brand i{display:grid;place-items:center;width:28px;height:28px;border-radius:4px;background:var(--brand);color:var(--on-brand);font:700 15px/1 system-ui,sans-serif}
h1{font-size:30px;line-height:36px;letter-spacing:-.018em;font-weight:650;margin:28px 0 8px;text-wrap:balance}h2{font-size:21px;line-height:28px;font-weight:650;margin:40px 0 4px}
.lead,.after{color:var(--ink-2)}.after{font-size:15px;line-height:22px}
.field{margin-top:20px}.field label,.field .label{display:block;font-weight:600;font-size:16px;line-height:24px;margin-bottom:4px}.field em{font-style:normal;font-weight:400;color:var(--ink-3)}
.field input,.field select,.field textarea{width:100%;min-height:48px;padding:10px 12px;border:1.5px solid var(--ctrl);border-radius:8px;background:var(--surface);color:var(--ink);font:inherit}
.field .fault{color:var(--broken);font-size:15px;line-height:22px;margin-top:4px}.field [aria-invalid=true]{border-color:var(--broken)}
.faults{border:1.5px solid var(--broken);border-radius:8px;padding:14px 18px;margin-top:20px}.faults ul{padding-left:20px}
.pur{padding:20px 0 14px;border-top:1px solid var(--line)}h2+.after+.pur{border-top:1.5px solid var(--ink);margin-top:14px}legend{float:left;width:100%;font-size:18px;line-height:26px;font-weight:650}legend+*{clear:both}.pur p{color:var(--ink-2);font-size:16px;line-height:24px}
.op{display:flex;gap:14px;align-items:center;min-height:48px;cursor:pointer}.op input{flex:none;width:24px;height:24px;margin:0;accent-color:var(--yes)}
button{display:block;width:100%;min-height:52px;margin:28px 0 8px;padding:12px 18px;border-radius:8px;border:1.5px solid var(--yes);background:var(--yes);color:var(--on-yes);font:600 17px/24px "Hanken Grotesk Variable",system-ui,sans-serif;cursor:pointer}
.told{margin-top:20px}.trap{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}
footer.wrap{margin-top:48px;padding:22px 20px 48px;border-top:1px solid var(--line);font-size:15px;line-height:23px;color:var(--ink-2)}footer p+p{margin-top:10px}`

export type Sender = {
  name: string
  colour: string
  postalAddress: string
  privacyEmail: string
  privacyUrl: string | null
}

/** A whole page. `sender` is who speaks; without one the page is nobody's. */
export function plainPage(page: { language: string; title: string; sender?: Sender; main: Html; foot?: Html }): string {
  const { language, title, sender, main, foot } = page
  const colour = /^#[0-9a-f]{6}$/i.test(sender?.colour ?? '') ? (sender?.colour ?? '') : '#13201B'
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><title>${sender ? `${title} – ${sender.name}` : title}</title><style>${new Html(`${STYLE}:root{--brand:${colour};--on-brand:${inkOn(colour)}}`)}</style></head><body>
${sender ? html`<header class="wrap"><p class="brand"><i aria-hidden="true">${sender.name.slice(0, 1).toUpperCase()}</i>${sender.name}</p></header>` : ''}
<main class="wrap">${main}</main>
${sender ? html`<footer class="wrap"><p>${sender.postalAddress}<br><a href="mailto:${sender.privacyEmail}">${sender.privacyEmail}</a></p>${foot}</footer>` : ''}
</body></html>`.text
}

/** Black or white, whichever reads better on this colour (WCAG relative luminance). */
function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#FFFFFF'
}
