import { ActionIcon, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { Hint } from './hint.tsx'
import { useText } from './language.ts'

export type CopyFieldProps = { label: string; value: string; description?: string }

/** A text to take away, most often a link that is shown once. Without a clipboard (no TLS) it selects the text. */
export function CopyField({ label, value, description }: CopyFieldProps) {
  const t = useText()
  const input = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState(false)

  const copy = async (): Promise<void> => {
    input.current?.select()
    const done = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    )
    setCopied(done ?? document.execCommand('copy'))
  }

  const says = copied ? t('Copied') : t('Copy')
  return (
    <TextInput
      ref={input}
      label={label}
      description={description}
      value={value}
      readOnly
      onFocus={(event) => event.currentTarget.select()}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } }}
      rightSection={
        <Hint label={says}>
          <ActionIcon variant="subtle" color={copied ? 'green' : 'gray'} aria-label={says} onClick={() => void copy()}>
            {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          </ActionIcon>
        </Hint>
      }
    />
  )
}
