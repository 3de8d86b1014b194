/**
 * The last Chrome of Android 4.4, KaiOS 3 and newer; for what stops at their syntax there is the build for
 * old engines. Chrome has `?.` since 80; what it does wrong until 91, spread arguments in it, is written
 * nowhere here.
 */
export const MODERN = ['chrome91', 'firefox74', 'safari13.1'];
