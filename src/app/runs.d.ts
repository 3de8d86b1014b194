interface Window {
  /** Set by the build of the app that this engine could read. */
  wifiChatRuns?: true;
}
