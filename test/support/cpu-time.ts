/** What this process computes in `work`, in milliseconds: a machine that does other things makes it no longer, as it does the time of the clock. */
export function cpuTime(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
