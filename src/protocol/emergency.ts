/** Numbers to phone in an emergency, as the operator gives them (docs/protocol.md, "Places"). */
import { NS } from './namespaces.ts';
import { child, childrenOf, type Element, el } from './xml.ts';

export interface EmergencyNumber {
  /** As it is dialled; spaces may part it. */
  readonly number: string;
  /** What answers there. */
  readonly name: string;
}

/** Those of one place, or of everywhere. */
export interface EmergencyGroup {
  /** Name of the place; empty for everywhere. */
  readonly place: string;
  readonly numbers: readonly EmergencyNumber[];
}

/** The numbers of a place and of those above it, in a language; without a place those of everywhere. */
export type EmergencyFor = (place: string, language: string) => readonly EmergencyGroup[];

export const emergencyRequest = (place: string, language: string): Element =>
  el(NS.PLACE, 'emergency', { place: place || undefined, language });

export function emergencyElement(groups: readonly EmergencyGroup[]): Element {
  return el(
    NS.PLACE,
    'emergency',
    {},
    ...groups.map(({ place, numbers }) =>
      el(
        NS.PLACE,
        'group',
        { place: place || undefined },
        ...numbers.map(({ number, name }) => el(NS.PLACE, 'number', { tel: number, name })),
      ),
    ),
  );
}

export function readEmergency(answer: Element): readonly EmergencyGroup[] {
  const list = child(answer, 'emergency', NS.PLACE);
  return childrenOf(list, 'group').map((group) => ({
    place: group.attrs.place ?? '',
    numbers: childrenOf(group, 'number').map(({ attrs }) => ({
      number: attrs.tel ?? '',
      name: attrs.name ?? '',
    })),
  }));
}
