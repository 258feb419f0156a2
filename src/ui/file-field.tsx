import { ActionIcon, FileButton, Group, Input, Progress, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconFile, IconUpload, IconX } from '@tabler/icons-react'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { type FieldProps, useField } from './fields.tsx'
import classes from './file-field.module.css'
import { useFormat } from './format.ts'
import { Spoken } from './layout.tsx'
import { problemText, useText } from './language.ts'
import { asProblem } from './problem.ts'

export type StoredFile = { id: string; name: string; size: number }

export type FileFieldProps = FieldProps & {
  /** Sends one file: most often `(file, on, signal) => uploadFile(uploadApi, {}, file, on, signal)`. */
  upload: (file: File, onProgress: (share: number) => void, signal: AbortSignal) => Promise<StoredFile>
  multiple?: boolean
  /** Largest size in bytes, told before anything is sent. */
  limit?: number
  /** Types for the chooser, as in `<input accept>`. */
  accept?: string
}

type Sending = { key: number; name: string; share: number; problem?: string; stop: AbortController }

let nextKey = 0

function useUploads({ upload, limit }: FileFieldProps, keep: (file: StoredFile) => void) {
  const t = useText()
  const { bytes } = useFormat()
  const [sending, setSending] = useState<readonly Sending[]>([])
  const all = useRef(new Set<AbortController>())
  useEffect(() => {
    const running = all.current
    return () => {
      for (const stop of running) stop.abort()
    }
  }, [])

  const change = (key: number, part: Partial<Sending>): void =>
    setSending((now) => now.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const drop = (key: number): void => setSending((now) => now.filter((one) => one.key !== key))

  const send = async (file: File): Promise<void> => {
    const one: Sending = { key: nextKey++, name: file.name, share: 0, stop: new AbortController() }
    if (limit !== undefined && file.size > limit) {
      setSending((now) => [
        ...now,
        { ...one, problem: t('Larger than the limit of {{limit}}', { limit: bytes(limit) }) },
      ])
      return
    }
    all.current.add(one.stop)
    setSending((now) => [...now, one])
    try {
      const stored = await upload(file, (share) => change(one.key, { share }), one.stop.signal)
      drop(one.key)
      keep(stored)
    } catch (thrown) {
      if (!one.stop.signal.aborted) change(one.key, { problem: problemText(asProblem(thrown)) })
    }
    all.current.delete(one.stop)
  }
  return {
    sending,
    send: (files: readonly File[]) => Promise.all(files.map(send)),
    cancel: (one: Sending) => {
      one.stop.abort()
      drop(one.key)
    },
  }
}

/** Files of a form: chosen, or dropped onto it, sent at once with their progress. The value is a list of stored files. */
export function FileField(props: FileFieldProps) {
  const { name, label, description, required, multiple = false, accept } = props
  const t = useText()
  const { bytes } = useFormat()
  const { value, onChange, error } = useField(name)
  const files: StoredFile[] = value ?? []
  const latest = useRef(files)
  useEffect(() => {
    latest.current = files
  })
  const { sending, send, cancel } = useUploads(props, (file) => {
    latest.current = multiple ? [...latest.current, file] : [file]
    onChange(latest.current)
  })
  const [isOver, setOver] = useState(false)

  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    void send([...event.dataTransfer.files].slice(0, multiple ? undefined : 1))
  }

  return (
    <Input.Wrapper label={label} description={description} withAsterisk={required ?? false} error={error}>
      <Stack gap="xs" mt={4}>
        <FileButton
          multiple={multiple}
          onChange={(chosen) => void send(Array.isArray(chosen) ? chosen : chosen ? [chosen as File] : [])}
          {...(accept ? { accept } : {})}
        >
          {(button) => (
            <UnstyledButton
              {...button}
              className={classes.drop}
              data-over={isOver || undefined}
              onDragOver={(event: DragEvent) => {
                event.preventDefault()
                setOver(true)
              }}
              onDragLeave={() => setOver(false)}
              onDrop={onDrop}
            >
              <Spoken>{label}</Spoken>
              <IconUpload size={18} stroke={1.75} aria-hidden />
              <span>{multiple ? t('Choose files or drop them here') : t('Choose a file or drop it here')}</span>
            </UnstyledButton>
          )}
        </FileButton>
        {files.map((file) => (
          <Group key={file.id} className={classes.file} wrap="nowrap" gap="xs">
            <IconFile size={16} aria-hidden />
            <Text truncate>{file.name}</Text>
            <Text size="xs" c="dimmed">
              {bytes(file.size)}
            </Text>
            <ActionIcon
              ml="auto"
              variant="subtle"
              color="gray"
              aria-label={t('Remove {{name}}', { name: file.name })}
              onClick={() => onChange(files.filter(({ id }) => id !== file.id))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {sending.map((one) => (
          <div key={one.key} className={classes.file}>
            <Group wrap="nowrap" gap="xs">
              <Text truncate>{one.name}</Text>
              <ActionIcon
                ml="auto"
                variant="subtle"
                color="gray"
                aria-label={t('Cancel {{name}}', { name: one.name })}
                onClick={() => cancel(one)}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            </Group>
            {one.problem ? (
              <Text size="xs" c="var(--mantine-color-error)" role="alert">
                {one.problem}
              </Text>
            ) : (
              <Progress value={one.share * 100} size={4} aria-label={t('Sending {{name}}', { name: one.name })} />
            )}
          </div>
        ))}
      </Stack>
    </Input.Wrapper>
  )
}
