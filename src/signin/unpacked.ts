import { Unzip, UnzipInflate } from 'fflate'
import { Refusal } from '../base/refusal.ts'

/** A hundred thousand people with all ten columns of the template are 54 MB unpacked, ten times the file. */
const mostBytes = 200 * 1024 * 1024
/** Deflate can do a thousand (AT-129). */
const mostTimes = 100
/** Small ones may be anything: a nearly empty sheet is all repetition. */
const alwaysFine = 5 * 1024 * 1024
const mostEntries = 2000
/** What one step unpacks stays below ten megabytes, whatever is in it. */
const stepBytes = 8 * 1024

const tooLarge = (found: string): Refusal =>
  new Refusal(
    'unprocessable',
    'import.unpacks_too_far',
    `Expected a workbook of at most ${mostBytes / 1024 / 1024} MB when unpacked, in ordinary proportion to its size, but ${found}. Leave one plain table in it, or save it as “CSV UTF-8”.`,
  )

/**
 * The bytes of a ZIP file as they come, unpacked once beside whoever reads them and thrown away: sizes written in the
 * file may lie. Where it unpacks too far the bytes end, and `refused()` says why; readers of streams lose errors.
 */
export function limitUnpacked(bytes: AsyncIterable<Buffer>): {
  bytes: AsyncIterable<Buffer>
  refused: () => Refusal | undefined
} {
  let [packed, unpacked, entries] = [0, 0, 0]
  let refusal: Refusal | undefined
  const unzip = new Unzip((entry) => {
    entries += 1
    entry.ondata = (_, piece) => void (unpacked += piece?.length ?? 0)
    entry.start()
  })
  unzip.register(UnzipInflate)

  function judge(): void {
    const [megabytes, times] = [Math.round(unpacked / 1024 / 1024), Math.round(unpacked / packed)]
    if (entries > mostEntries) refusal = tooLarge(`it holds more than ${mostEntries} files`)
    else if (unpacked > mostBytes) refusal = tooLarge(`this one has more than ${megabytes} MB`)
    else if (unpacked > alwaysFine && times > mostTimes) refusal = tooLarge(`this one grows to ${times} times its size`)
  }

  async function* counted(): AsyncGenerator<Buffer> {
    for await (const whole of bytes) {
      for (let at = 0; at < whole.length; at += stepBytes) {
        const step = whole.subarray(at, at + stepBytes)
        packed += step.length
        unzip.push(step)
        judge()
        if (refusal) return
        yield step
      }
    }
  }
  return { bytes: counted(), refused: () => refusal }
}
