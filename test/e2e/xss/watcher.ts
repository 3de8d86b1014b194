/** Runs in each page before anything else: keeps what was fired, and what the policy had to stop. */
export const WATCH = `
  window.firedBy = [];
  window.fired = () => { window.firedBy.push('fired'); };
  window.alert = window.confirm = window.prompt = window.fired;
  document.addEventListener('securitypolicyviolation', (event) => {
    window.firedBy.push('stopped by the policy: ' + event.effectiveDirective + ' ' + event.blockedURI);
  });
`;

/** What a page shows of some texts, and what in it should not be. */
export interface Seen {
  /** How many of the texts are there, letter by letter. */
  readonly shown: number;
  /** Whether there is a screen at all. */
  readonly drawn: boolean;
  readonly wrong: readonly string[];
}

/** An expression that looks at the page: texts must be text, whatever it is that they say. */
export function look(texts: readonly string[]): string {
  return `(() => {
    const wrong = [...window.firedBy];
    const strange = 'iframe,object,embed,math,base,video,audio,marquee,template,image,x,script:not([src])';
    for (const element of document.querySelectorAll(strange)) wrong.push(element.outerHTML);
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        const runs = /^(?:href|src|action|formaction|data|xlink:href)$/.test(name)
          && /^[\\s\\0]*(?:javascript|data|vbscript):/i.test(value);
        if (/^on/i.test(name) || name === 'srcdoc' || runs) wrong.push(name + '=' + value);
      }
    }
    const squeeze = (text) => text.replace(/\\s+/g, ' ').trim();
    const page = squeeze(document.body.textContent);
    const shown = ${JSON.stringify(texts)}.filter((text) => page.includes(squeeze(text))).length;
    const drawn = document.querySelector('h1') !== null;
    return JSON.stringify({ shown, drawn, wrong });
  })()`;
}
