import { IconDownload, IconFileTypeCsv, IconFileTypePdf, IconPhoto } from '@tabler/icons-react'
import { getMeApi } from '../../people/contract.ts'
import { addressOf } from '../../ui/api.ts'
import { Button } from '../../ui/button.tsx'
import { keepFile } from '../../ui/keep-file.ts'
import { useText } from '../../ui/language.ts'
import { Menu } from '../../ui/menu.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { asProblem } from '../../ui/problem.ts'
import { useQueryOf } from '../../ui/queries.ts'
import type { OrgElementShape } from '../contract.ts'
import { exportOrgChartApi } from '../contract-draft.ts'
import { drawChart } from './chart-layout.ts'
import type { Branch } from './chart-tree.ts'

type ExportMenuProps<E extends OrgElementShape> = {
  trees: readonly Branch<E>[]
  closed: ReadonlySet<string>
  of: 'published' | 'draft'
}

/** As it is drawn now: what is closed on the screen is closed in the picture. */
export function ExportMenu<E extends OrgElementShape>({ trees, closed, of }: ExportMenuProps<E>) {
  const t = useText()
  const me = useQueryOf(getMeApi, {}, { topics: ['me'] })

  const save = async (kind: 'png' | 'pdf'): Promise<void> => {
    const { pictureOf, paint, bytesOf } = await import('./chart-picture.ts')
    const picture = pictureOf(drawChart<OrgElementShape>(trees, closed), {
      title: [me.data?.companyName, t('Org chart'), new Date().toLocaleDateString()].filter(Boolean).join(' · '),
      vacant: t('Vacant'),
      headless: t('Without a head'),
      people: (number) => t('people: {{number}}', { number }),
    })
    const canvas = await paint(picture)
    if (kind === 'png') return keepFile('org-chart.png', await bytesOf(canvas, 'image/png'))
    const { pdfOfPicture } = await import('./pdf-of-picture.ts')
    const jpeg = new Uint8Array(await (await bytesOf(canvas, 'image/jpeg')).arrayBuffer())
    keepFile('org-chart.pdf', pdfOfPicture(jpeg, canvas, picture))
  }
  const start = (kind: 'png' | 'pdf') => () =>
    void save(kind).catch((thrown: unknown) => notifyProblem(asProblem(thrown)))

  return (
    <Menu
      label={t('Export')}
      entries={[
        { label: t('Picture (PNG)'), icon: IconPhoto, onClick: start('png') },
        { label: t('Document (PDF)'), icon: IconFileTypePdf, onClick: start('pdf') },
        me.data?.isAdministrator && {
          label: t('Table (CSV)'),
          icon: IconFileTypeCsv,
          onClick: () => window.location.assign(addressOf(exportOrgChartApi, { of })),
        },
      ]}
    >
      <Button kind="plain" size="xs" icon={IconDownload}>
        {t('Export')}
      </Button>
    </Menu>
  )
}
