/** Content is text. Links become links only with these schemes; nothing else is ever markup. */
const LINK = /\b(?:https?:\/\/|mailto:|tel:|xmpp:)[^\s<>"']+/gi;

/** Punctuation that ends a sentence rather than an address. */
const TRAILING = /[.,;:!?…)\]}]+$/;

export function RichText({ text }: { readonly text: string }) {
  return <>{pieces(text)}</>;
}

function pieces(text: string) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const url = match[0].replace(TRAILING, '');
    found.push(text.slice(end, match.index));
    found.push(
      <a href={url} rel="nofollow noopener">
        {url}
      </a>,
    );
    end = match.index + url.length;
  }
  found.push(text.slice(end));
  return found;
}
