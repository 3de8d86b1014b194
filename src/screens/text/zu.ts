import { en, type Text } from './en.ts';

export const zu: Text = {
  ...en,
  language: 'zu',
  menu: 'Imenyu',
  back: 'Emuva',
};
