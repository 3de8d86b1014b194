/** The app for old engines: the same, on what they lack. */
import './polyfills.ts';
import '../main.tsx';
