const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`);

/** What RFC 6120, 11.1 forbids on a stream, and XML everywhere; each has been somebody's hole. */
export const FORBIDDEN: Readonly<Record<string, (to: string) => string>> = {
  'a document type': (to) => `<!DOCTYPE message><message to="${to}"/>`,
  'a laughing billion': (to) =>
    `<!DOCTYPE m [<!ENTITY l0 "ha">${laughs.join('')}]><message to="${to}"><body>&l9;</body></message>`,
  'a file as an entity': (to) =>
    `<!DOCTYPE m [<!ENTITY f SYSTEM "file:///etc/passwd">]><message to="${to}"><body>&f;</body></message>`,
  'an entity inside a stanza': (to) =>
    `<message to="${to}"><!DOCTYPE m [<!ENTITY a "a">]><body>&a;</body></message>`,
  'an unknown entity': (to) => `<message to="${to}"><body>&nbsp;</body></message>`,
  'a processing instruction': (to) => `<message to="${to}"><?php system("id") ?></message>`,
  'a style sheet': (to) => `<?xml-stylesheet href="x"?><message to="${to}"/>`,
  'a comment': (to) => `<message to="${to}"><!-- x --></message>`,
  'the same attribute twice': (to) => `<message to="${to}" to="admin@localhost"/>`,
  'the same attribute by two prefixes': (to) =>
    `<message to="${to}" xmlns:a="urn:x" xmlns:b="urn:x" a:c="1" b:c="2"/>`,
  'an undeclared prefix': (to) => `<message to="${to}"><a:b/></message>`,
  'a character that is none': (to) => `<message to="${to}"><body>&#0;</body></message>`,
};
