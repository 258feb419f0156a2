import { ActionIcon, Anchor, Checkbox, Popover, Stack, Text } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import type { Column } from './column.ts'
import { Hint } from './hint.tsx'
import { useText } from './language.ts'

/** Which columns a person wants to see, kept where the page keeps it; null: as the list comes. */
export type ColumnChoice = { shown: readonly string[] | null; change: (shown: string[] | null) => void }

/** Those to be shown, the first always: it names the row. */
export const shownColumns = <Row,>(columns: readonly Column<Row>[], shown: readonly string[] | null | undefined) =>
  columns.filter(({ key, startsHidden }, index) => index === 0 || (shown ? shown.includes(key) : !startsHidden))

type Props<Row> = { columns: readonly Column<Row>[]; choice: ColumnChoice }

/** The choice of columns, behind a small button beside the list's actions. */
export function ColumnMenu<Row>({ columns, choice }: Props<Row>) {
  const t = useText()
  const shown = shownColumns(columns, choice.shown).map(({ key }) => key)
  const toggle = (key: string): void =>
    choice.change(
      columns.map((column) => column.key).filter((one) => (one === key ? !shown.includes(key) : shown.includes(one))),
    )
  return (
    <Popover position="bottom-end" withinPortal shadow="md" trapFocus>
      <Hint label={t('Columns')}>
        <Popover.Target>
          <ActionIcon variant="default" size={36} aria-label={t('Columns')}>
            <IconColumns3 size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Hint>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Text size="xs" fw={600} c="dimmed">
            {t('Columns')}
          </Text>
          {columns.map(({ key, title }, index) => (
            <Checkbox
              key={key}
              size="xs"
              label={title}
              checked={shown.includes(key)}
              disabled={index === 0}
              onChange={() => toggle(key)}
            />
          ))}
          {choice.shown && (
            <Anchor component="button" type="button" size="xs" onClick={() => choice.change(null)}>
              {t('As the list comes')}
            </Anchor>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
