import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react'
import { IconButton } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { type ChoiceOption, ChoiceSetting } from '../../ui/setting-fields.tsx'

type Props = {
  label: string
  options: readonly ChoiceOption[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}

const swapped = (list: readonly string[], at: number, to: number): string[] =>
  list.with(at, list[to]!).with(to, list[at]!)

/** Several fields of an app in an order: the columns of a list. */
export function FieldsSetting({ label, options, chosen, onChange }: Props) {
  const t = useText()
  const nameOf = (code: string) => options.find(({ value }) => value === code)?.label ?? code
  return (
    <Stack gap="xs">
      <ChoiceSetting
        label={label}
        description={t('Without any, the first four fields are shown')}
        value={null}
        options={options.filter(({ value }) => !chosen.includes(value))}
        onChange={(code) => code && onChange([...chosen, code])}
        placeholder={t('Add a field')}
      />
      {chosen.map((code, at) => (
        <Row key={code} justify="between" oneLine gap="none">
          <Text>{nameOf(code)}</Text>
          <Row gap="none" oneLine>
            <IconButton
              label={t('Move “{{name}}” up', { name: nameOf(code) })}
              icon={IconArrowUp}
              disabledReason={at === 0 && t('It is the first one')}
              onClick={() => onChange(swapped(chosen, at, at - 1))}
            />
            <IconButton
              label={t('Move “{{name}}” down', { name: nameOf(code) })}
              icon={IconArrowDown}
              disabledReason={at === chosen.length - 1 && t('It is the last one')}
              onClick={() => onChange(swapped(chosen, at, at + 1))}
            />
            <IconButton
              label={t('Remove {{name}}', { name: nameOf(code) })}
              icon={IconX}
              onClick={() => onChange(chosen.filter((other) => other !== code))}
            />
          </Row>
        </Row>
      ))}
    </Stack>
  )
}
