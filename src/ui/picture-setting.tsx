import { FileButton, Group, Paper, Stack, Text } from '@mantine/core'
import { IconPhoto, IconTrash, IconUpload } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Endpoint } from '../base/endpoint.ts'
import { Button, IconButton } from './button.tsx'
import { useFormat } from './format.ts'
import { problemText, useText } from './language.ts'
import { asProblem } from './problem.ts'

export type PictureSettingProps = {
  label: string
  description?: string
  /** What is shown now; null: nothing. */
  src: string | null
  limit: number
  accept: string
  upload: (file: File) => Promise<unknown>
  invalidates: readonly Endpoint[]
  onRemove: () => void
}

/** One picture that is chosen, seen, and taken away again; it counts at once. */
export function PictureSetting(props: PictureSettingProps) {
  const { label, description, src, limit, accept, upload, invalidates, onRemove } = props
  const t = useText()
  const { bytes } = useFormat()
  const queries = useQueryClient()
  const [state, setState] = useState<{ isRunning: boolean; problem?: string }>({ isRunning: false })
  const send = async (file: File | null): Promise<void> => {
    if (!file) return
    if (file.size > limit)
      return setState({ isRunning: false, problem: t('Larger than the limit of {{limit}}', { limit: bytes(limit) }) })
    setState({ isRunning: true })
    try {
      await upload(file)
      await Promise.all(invalidates.map(({ path }) => queries.invalidateQueries({ queryKey: [path] })))
      setState({ isRunning: false })
    } catch (thrown) {
      setState({ isRunning: false, problem: problemText(asProblem(thrown)) })
    }
  }
  return (
    <Group gap="md" wrap="nowrap" align="center">
      <Paper
        withBorder
        w={72}
        h={72}
        style={{ display: 'grid', placeItems: 'center', flexShrink: 0, overflow: 'hidden' }}
      >
        {src ? (
          <img src={src} alt={label} style={{ maxWidth: 64, maxHeight: 64 }} />
        ) : (
          <IconPhoto size={28} stroke={1.25} color="var(--mantine-color-dimmed)" aria-hidden />
        )}
      </Paper>
      <Stack gap={4}>
        <Text fw={550}>{label}</Text>
        {description && (
          <Text size="xs" c="dimmed">
            {description}
          </Text>
        )}
        <Group gap="xs">
          <FileButton accept={accept} onChange={(file) => void send(file)}>
            {({ onClick }) => (
              <Button kind="plain" size="xs" icon={IconUpload} isRunning={state.isRunning} onClick={onClick}>
                {src ? t('Replace') : t('Choose a picture')}
              </Button>
            )}
          </FileButton>
          {src && <IconButton icon={IconTrash} label={t('Take away: {{label}}', { label })} onClick={onRemove} />}
        </Group>
        {state.problem && (
          <Text size="xs" c="var(--mantine-color-error)" role="alert">
            {state.problem}
          </Text>
        )}
      </Stack>
    </Group>
  )
}
