/** What the attack got, by way. */
export type Loot = Record<string, string>;

/**
 * A page whose script tries every way to the admin that a browser knows. `attack()` answers what each gave: `refused`
 * when the browser said no. The admin's origin is in the fragment, or in `adminOrigin`.
 */
export const ATTACK = `---
title: Attack
---
<!doctype html><html><head><title>Attack</title></head><body>
<iframe name="sink" hidden></iframe>
{% raw %}<script>
window.attack = async () => {
  const admin = window.adminOrigin || location.hash.slice(1);
  const loot = {};
  const tryTo = async (name, work) => {
    try { loot[name] = await work(); } catch { loot[name] = 'refused'; }
  };
  const send = (path, options) => fetch(admin + path, { credentials: 'include', ...options });
  await tryTo('read', async () => (await send('/api/files')).text());
  await tryTo('write', async () => {
    const answer = await send('/api/files/pages/pwned.liquid', { method: 'PUT', body: 'pwned' });
    return 'status ' + answer.status;
  });
  await tryTo('simple post', async () => {
    const body = JSON.stringify({ message: 'pwned' });
    const answer = await send('/api/publish', { method: 'POST', mode: 'no-cors', body });
    return answer.type;
  });
  await tryTo('form post', async () => {
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: admin + '/api/publish', target: 'sink', enctype: 'text/plain' });
    const field = document.createElement('input');
    Object.assign(field, { name: '{"message":"pwned', value: '"}' });
    form.append(field);
    document.body.append(form);
    form.submit();
    await new Promise((resolve) => setTimeout(resolve, 700));
    return 'done';
  });
  await tryTo('socket', () => new Promise((resolve) => {
    const socket = new WebSocket(admin.replace('http', 'ws') + '/api/events');
    socket.onmessage = ({ data }) => resolve(data);
    socket.onopen = () => setTimeout(() => resolve('open'), 500);
    socket.onerror = socket.onclose = () => resolve('closed');
  }));
  await tryTo('parent', () => {
    if (parent === window) return 'none';
    parent.document.title = 'pwned';
    return parent.document.body.textContent;
  });
  try { if (top !== window) top.location.href = 'about:blank#pwned'; } catch {}
  await tryTo('cookie', () => document.cookie);
  await tryTo('framed', () => new Promise((resolve, reject) => {
    const frame = document.createElement('iframe');
    frame.onload = () => { try { resolve(frame.contentDocument.body.textContent); } catch (error) { reject(error); } };
    frame.src = admin + '/';
    document.body.append(frame);
  }));
  return loot;
};
</script>{% endraw %}
</body></html>
`;
