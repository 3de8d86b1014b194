/** Why something did not work, as it is kept with a post and told to a person. */
export type Trouble =
  /** No connection, or no answer in time. */
  | 'offline'
  /** The XMPP server is there, the channel service is not. */
  | 'service-away'
  /** It asks to be asked later. */
  | 'busy'
  | 'not-found'
  | 'forbidden'
  /** Following has been asked for, and nobody has said yes so far. */
  | 'awaiting-approval'
  | 'topic-gone'
  | 'empty'
  | 'too-long'
  /** The id is used for something else: only the author of both can make sense of it. */
  | 'conflict'
  /** The phone could not keep it. */
  | 'not-saved'
  | 'refused';
