import { expect, test } from 'vitest';
import { type Source, sourcesIn } from './sources.ts';

/** What the phone's Preact can do: the rest is cut out of it (`scripts/build/plugins/light-preact.ts`). */
const NAMES = ['createContext', 'Fragment', 'render'];
const HOOKS = 'useContext useEffect useErrorBoundary useLayoutEffect useRef useState'.split(' ');

/** What is drawn with what it cannot do. */
const MISSING =
  /<(?:svg|math|template)\b|\b(?:dangerouslySetInnerHTML|default(?:Value|Checked)|style|is|popover|rowSpan|colSpan|on\w+Capture)=|\bref=\{(?:\(|\w+ =>)|extends Component|\b(?:componentWill|componentDid|getDerived|getSnapshot)/;

const drawn = [...sourcesIn('src/app'), ...sourcesIn('src/screens')];

/** What a file imports of a library, without types. */
function importsFrom(library: string, { text }: Source): readonly string[] {
  const all = text.matchAll(new RegExp(`import \\{([^}]*)\\} from '${library}'`, 'g'));
  return [...all]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
}

test('screens ask of Preact no more than phones have of it', () => {
  expect(drawn.flatMap((source) => importsFrom('preact/hooks', source))).toContain('useState');
  for (const source of drawn) {
    expect(NAMES, source.path).toEqual(expect.arrayContaining([...importsFrom('preact', source)]));
    expect(HOOKS, source.path).toEqual(
      expect.arrayContaining([...importsFrom('preact/hooks', source)]),
    );
    expect(source.text, source.path).not.toMatch(MISSING);
  }
});

test('what they may not ask is found', () => {
  for (const text of [
    '<p style="color: red">',
    '<input defaultValue="a" />',
    '<a ref={(node) => keep(node)}>',
    '<svg viewBox="0 0 1 1" />',
    '<div onClickCapture={stop} />',
  ]) {
    expect(text).toMatch(MISSING);
  }
});
