import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { addressOf } from '../../../../schema/location.ts';
import { PICTURE_NAME } from '../../../../schema/media.ts';
import { readBlob } from '../api/files.ts';
import { Icon } from '../parts/icon.tsx';
import { size } from '../parts/time.tsx';
import { files } from '../session/site.ts';
import { sayError } from '../shell/toasts.ts';

/** Pictures that no page would have, but a browser shows. */
const OTHER_PICTURE = /\.(?:bmp|ico)$/i;

/** A file of bytes: a picture is shown, anything can be downloaded. */
export function AssetView({ path }: { path: string }) {
  const file = files.value.get(path);
  const url = useSignal('');
  useEffect(() => {
    let made = '';
    let current = true;
    readBlob(path).then((blob) => {
      if (!current) return;
      made = URL.createObjectURL(blob);
      url.value = made;
    }, sayError);
    return () => {
      current = false;
      URL.revokeObjectURL(made);
      url.value = '';
    };
  }, [path, file?.etag, url]);
  return (
    <div class="asset">
      {(PICTURE_NAME.test(path) || OTHER_PICTURE.test(path)) && url.value && (
        <img src={url.value} alt={path} />
      )}
      <p class="soft">
        <span class="mono">{path}</span> · {size(file?.size ?? 0)}
      </p>
      <p class="soft">
        {path.startsWith('public/') ? (
          <>
            At <code>{addressOf(path)}</code>
          </>
        ) : (
          <>
            In templates: <code>{`{{ '${path.slice('assets/'.length)}' | asset_url }}`}</code>
          </>
        )}
      </p>
      <a class="button" href={url.value} download={path.slice(path.lastIndexOf('/') + 1)}>
        <Icon name="download" /> Download
      </a>
    </div>
  );
}
