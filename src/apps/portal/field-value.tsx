import { IconPaperclip } from '@tabler/icons-react'
import type { FileShape } from '../../files/contract.ts'
import { addressOf } from '../../ui/api.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { ColorBadge } from '../../ui/color-badge.tsx'
import { useFormat } from '../../ui/format.ts'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/relative-time.tsx'
import type { FieldShape } from '../contract.ts'
import type { ItemValue } from '../contract-items.ts'
import type { ItemEndpoints } from './item-endpoints.ts'

export type FieldValueProps = {
  field: FieldShape
  value: ItemValue | undefined
  endpoints: Pick<ItemEndpoints, 'download'>
  /** In a cell of a list: one or two lines. */
  short?: boolean
}

function Files({ files, endpoints, short }: { files: FileShape[] } & Pick<FieldValueProps, 'endpoints' | 'short'>) {
  const { bytes } = useFormat()
  if (short) {
    return (
      <Row gap="xs" oneLine>
        <IconPaperclip size={14} aria-hidden />
        <Text quiet>{files.length}</Text>
      </Row>
    )
  }
  return (
    <Stack gap="xs">
      {files.map((file) => (
        <Row key={file.id} gap="xs">
          <IconPaperclip size={16} aria-hidden />
          <TextLink href={addressOf(endpoints.download, { file: file.id })}>{file.name}</TextLink>
          <Text small quiet>
            {bytes(file.size)}
          </Text>
        </Row>
      ))}
    </Stack>
  )
}

const Paragraphs = ({ text }: { text: string }) => <span style={{ whiteSpace: 'pre-wrap' }}>{text}</span>

function Person({ name }: { name: string }) {
  return (
    <Row gap="xs" oneLine>
      <Avatar name={name} size={20} />
      <span>{name}</span>
    </Row>
  )
}

function OptionValue({ field, code }: { field: FieldShape; code: string }) {
  const option = field.options?.find((one) => one.code === code)
  return <ColorBadge color={option?.color ?? 'gray'}>{option?.name ?? code}</ColorBadge>
}

const YesNo = ({ value }: { value: boolean }) => {
  const t = useText()
  return value ? t('Yes') : t('No')
}

const NumberValue = ({ value }: { value: number }) => useFormat().number(value)

/** What stands in a field, for reading. Nothing shows as nothing: lists leave the cell empty, views show a dash. */
export function FieldValue({ field, value, endpoints, short = false }: FieldValueProps) {
  if (value === null || value === undefined || value === '') return null
  switch (field.type) {
    case 'category':
    case 'status':
      return <OptionValue field={field} code={String(value)} />
    case 'user':
      return <Person name={(value as { name: string }).name} />
    case 'file':
      return <Files files={value as FileShape[]} endpoints={endpoints} short={short} />
    case 'yes_no':
      return <YesNo value={value === true} />
    case 'date':
      return <Moment at={`${String(value)}T12:00:00`} dayOnly />
    case 'number':
      return <NumberValue value={value as number} />
    case 'text':
      return short ? <Text lines={1}>{String(value)}</Text> : <Paragraphs text={String(value)} />
    case 'string':
      return String(value)
  }
}
