import {
  IconArrowsMaximize,
  IconFold,
  IconFoldDown,
  IconListTree,
  IconSitemap,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { Drawer } from '../../ui/dialog.tsx'
import { useText } from '../../ui/language.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import type { OrgElementShape } from '../contract.ts'
import { drawChart } from './chart-layout.ts'
import { ChartView, type ChartViewProps } from './chart-view.tsx'
import classes from './chart.module.css'
import type { ChartState } from './use-chart.ts'
import { useNarrow } from './use-narrow.ts'

type ChartBoardProps<E extends OrgElementShape> = Pick<ChartViewProps<E>, 'label' | 'acts' | 'renaming'> & {
  chart: ChartState<E>
  factsOf?: ChartViewProps<E>['factsOf']
  /** Further controls before and after those of every chart. */
  tools?: ReactNode
  end?: ReactNode
  /** About the chosen element, beside the drawing. */
  panel?: ReactNode
}

/** As large as shows everything, within reason. */
function fitting<E extends OrgElementShape>(chart: ChartState<E>): number {
  const box = document.querySelector(`.${classes.stage}`)
  const { width, height } = drawChart(chart.trees, chart.closed)
  if (!box) return 1
  return Math.max(0.25, Math.min(1, (box.clientWidth - 48) / (width + 48), (box.clientHeight - 48) / (height + 48)))
}

/** The chart with its controls: finding, opening and closing, drawing or list, size. */
export function ChartBoard<E extends OrgElementShape>(props: ChartBoardProps<E>) {
  const { chart, factsOf, tools, end, panel, ...view } = props
  const t = useText()
  const isNarrow = useNarrow()
  const isDrawn = chart.layout === 'chart'
  const count = chart.found.length
  return (
    <div>
      <Toolbar label={t('Org chart')} end={end}>
        <SearchBox
          label={t('Find a place or a person')}
          value={chart.find}
          onChange={chart.setFind}
          onNext={chart.next}
          note={
            chart.find &&
            (chart.foundAt >= 0 ? t('{{at}} of {{number}}', { at: chart.foundAt + 1, number: count }) : String(count))
          }
        />
        {tools}
        <IconButton icon={IconFoldDown} label={t('Open all')} onClick={chart.openAll} />
        <IconButton icon={IconFold} label={t('Close all')} onClick={chart.closeAll} />
        {isDrawn ? (
          <>
            <IconButton icon={IconZoomOut} label={t('Smaller')} onClick={() => chart.zoomBy(-1)} />
            <IconButton icon={IconZoomIn} label={t('Larger')} onClick={() => chart.zoomBy(1)} />
            <IconButton icon={IconArrowsMaximize} label={t('Fit')} onClick={() => chart.setZoom(fitting(chart))} />
            <IconButton icon={IconListTree} label={t('Show as a list')} onClick={() => chart.setLayout('list')} />
          </>
        ) : (
          <IconButton icon={IconSitemap} label={t('Show as a drawing')} onClick={() => chart.setLayout('chart')} />
        )}
      </Toolbar>
      <div className={classes.split} data-alone={!panel || isNarrow || undefined}>
        <ChartView
          {...view}
          trees={chart.trees}
          closed={chart.closed}
          onTurn={chart.turn}
          chosen={chart.chosen}
          onChoose={chart.choose}
          layout={chart.layout}
          zoom={chart.zoom}
          factsOf={(element) => ({ ...factsOf?.(element), isFound: chart.foundIds.has(element.id) })}
        />
        {!isNarrow && panel}
      </div>
      {isNarrow && (
        <Drawer title={t('Org chart')} isOpen={!!panel} onClose={() => chart.choose(undefined)}>
          {panel}
        </Drawer>
      )}
    </div>
  )
}
