import type { Problem } from '../../../../schema/api/problem.ts';
import { ApiError, filePath } from './client.ts';
import type { FileInfo } from './types.ts';

/** Uploads a file and tells how many bytes are sent; `fetch` can't. Throws an ApiError as `call` does. */
export function uploadFile(
  path: string,
  file: Blob,
  etag: string | null,
  progress: (sent: number) => void,
): Promise<FileInfo> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/api${filePath(path)}`);
    request.responseType = 'json';
    if (etag === null) request.setRequestHeader('if-none-match', '*');
    else request.setRequestHeader('if-match', etag);
    request.upload.onprogress = ({ loaded }) => progress(loaded);
    request.onload = () => {
      if (request.status < 300)
        resolve((request.response as { file: FileInfo }).file); // as writeFile's
      else reject(new ApiError(request.status, (request.response ?? {}) as Partial<Problem>)); // problem+json
    };
    request.onerror = () => reject(new ApiError(0, { detail: 'The connection was lost.' }));
    request.send(file);
  });
}
