import { readFileSync, readdirSync } from 'node:fs'
import autocannon from 'autocannon'

export type Load = {
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
}

/** Requests per second, milliseconds, CPU milliseconds of the server process per request. */
export type Measured = { perSecond: number; p50: number; p99: number; cpuPerRequest: number; failed: number }

/** Runs one load for `seconds` after a warm-up of a third of it, and reads the server's CPU time from the kernel. */
export async function measure(pid: number, load: Load, connections: number, seconds: number): Promise<Measured> {
  const shoot = (duration: number) =>
    autocannon({
      url: load.url,
      method: load.method ?? 'GET',
      connections,
      duration,
      headers: load.headers ?? {},
      ...(load.body !== undefined && { body: load.body }),
    })
  await shoot(Math.max(1, Math.round(seconds / 3)))
  const before = cpuMilliseconds(pid)
  const result = await shoot(seconds)
  const cpu = cpuMilliseconds(pid) - before
  const answered = result['2xx']
  return {
    perSecond: answered / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpuPerRequest: cpu / Math.max(1, answered),
    failed: result.non2xx + result.errors + result.timeouts,
  }
}

/** User and system time of a process from /proc/<pid>/stat, in milliseconds (100 ticks a second on Linux). */
function cpuMilliseconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Proportional share of memory in MB: what would come free if the processes went. */
export function memoryOf(pids: number[]): number {
  const kilobytes = pids.map((pid) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      return 0
    }
  })
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024
}

/** A process and all below it. */
export function familyOf(pid: number): number[] {
  const children = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      return Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]) === pid
    } catch {
      return false
    }
  })
  return [pid, ...children.flatMap((child) => familyOf(Number(child)))]
}
