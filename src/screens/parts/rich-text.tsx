/**
 * Content is text. Links become links only with these schemes; nothing else is ever markup. Their last character
 * is none that ends a sentence rather than an address: looked for from the end, a row of thousands of dots costs
 * no more than its length.
 */
const LINK = /\b(?:https?:\/\/|mailto:|tel:|xmpp:)[^\s<>"']*[^\s<>"'.,;:!?…)\]}]/gi;

export function RichText({ text }: { readonly text: string }) {
  return <>{pieces(text)}</>;
}

function pieces(text: string) {
  const found = [];
  let end = 0;
  for (const { 0: url, index } of text.matchAll(LINK)) {
    found.push(text.slice(end, index));
    found.push(
      <a href={url} rel="nofollow noopener">
        {url}
      </a>,
    );
    end = index + url.length;
  }
  found.push(text.slice(end));
  return found;
}
