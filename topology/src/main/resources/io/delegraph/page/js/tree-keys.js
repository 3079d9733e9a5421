// The graph by keyboard, as the tree pattern of ARIA has it.

/** Arrows walk, Enter or Space opens, + and - zoom, 0 shows everything. */
export function treeKeys(event, tree) {
  const id = event.target.closest('.card')?.dataset.id;
  if (!id || event.ctrlKey || event.metaKey || event.altKey) return;
  const action = actions(id, tree)[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

function actions(id, tree) {
  const ids = tree.items.map((item) => item.id);
  const at = ids.indexOf(id);
  const item = tree.items[at];
  const firstChild = tree.items.find((other) => other.parent === id);
  const step = (to) => () => tree.focus(ids[Math.min(ids.length - 1, Math.max(0, to))]);
  return {
    ArrowDown: step(at + 1),
    ArrowUp: step(at - 1),
    Home: step(0),
    End: step(ids.length - 1),
    ArrowRight: () => (firstChild ? tree.focus(firstChild.id) : tree.toggle(id, true)),
    ArrowLeft: () => (firstChild && item.kind === 'agent' && item.parent !== null ? tree.toggle(id, false) : tree.focus(item.parent)),
    Enter: () => tree.open(id),
    ' ': () => tree.open(id),
    '+': () => tree.viewport.by(1.25),
    '-': () => tree.viewport.by(0.8),
    0: () => tree.fit(),
  };
}
