import { IconDownload } from '@tabler/icons-react'
import { useAddress } from '../../ui/address.ts'
import { addressOf } from '../../ui/api.ts'
import { Button } from '../../ui/button.tsx'
import { useZone } from '../../ui/format.ts'
import { useText } from '../../ui/language.ts'
import { Menu } from '../../ui/menu.tsx'
import { useCommand } from '../../ui/queries.ts'
import { downloadAuditExportApi, exportAuditApi } from '../contract.ts'
import { askedOf } from './asked.ts'

/** Carries away exactly what is filtered in the address. */
export function ExportAudit() {
  const t = useText()
  const { search } = useAddress()
  const command = useCommand(exportAuditApi, {
    onDone: ({ id }) => window.location.assign(addressOf(downloadAuditExportApi, { export: id as string })),
  })
  const zone = useZone()
  const take = (format: 'csv' | 'json') => () => {
    const { days, ...asked } = askedOf(search, zone)
    command.run({ ...asked, ...(days && { days: Number(days) }), format })
  }
  return (
    <Menu
      label={t('Export')}
      entries={[
        { label: t('As a table (CSV)'), onClick: take('csv') },
        { label: t('As JSON, one entry per line'), onClick: take('json') },
      ]}
    >
      <Button kind="plain" icon={IconDownload} isRunning={command.isRunning}>
        {t('Export')}
      </Button>
    </Menu>
  )
}
