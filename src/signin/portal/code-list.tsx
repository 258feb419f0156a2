import { IconDownload } from '@tabler/icons-react'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Verbatim } from '../../ui/layout.tsx'

/** Recovery codes, shown this once: to write down, copy or keep in a file. */
export function CodeList({ codes, onDone, done }: { codes: readonly string[]; onDone: () => void; done: string }) {
  const t = useText()
  const text = codes.join('\n')
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`
  return (
    <Stack>
      <Callout kind="warning" title={t('Keep these recovery codes now')}>
        {t(
          'They are shown this once. Each lets you in once when your device is lost. Keep them where you keep passwords, not on the device.',
        )}
      </Callout>
      <Verbatim block>{text}</Verbatim>
      <Row justify="between">
        <a href={file} download="portico-recovery-codes.txt">
          <Row gap="xs" oneLine>
            <IconDownload size={16} stroke={1.75} aria-hidden />
            {t('Download as a file')}
          </Row>
        </a>
        <Button onClick={onDone}>{done}</Button>
      </Row>
    </Stack>
  )
}
