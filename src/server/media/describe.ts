import type { MediaRow } from '../storage/media.ts';

/** A picture's metadata as JSON, under Buddycloud's names; dates are ISO 8601. */
export function describe(channel: string, media: MediaRow): Readonly<Record<string, unknown>> {
  const [largest] = media.files.filter(({ type }) => type === 'image/jpeg');
  return {
    id: media.id,
    fileName: media.fileName,
    entityId: channel,
    author: media.author,
    title: media.title,
    description: media.description,
    mimeType: 'image/jpeg',
    fileExtension: 'jpg',
    uploadedDate: media.created,
    lastUpdatedDate: media.updated,
    // Of old clients none checks it; ours is SHA-256, and says so by its length.
    shaChecksum: largest?.sha256,
    fileSize: largest?.bytes,
    width: largest?.width,
    height: largest?.height,
    length: null,
  };
}
