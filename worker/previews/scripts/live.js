// Loads the page again when what is previewed has changed.
(() => {
  const open = () => {
    const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/_preview/events`);
    socket.onmessage = () => location.reload();
    socket.onclose = () => setTimeout(open, 5000);
  };
  open();
})();
