"""The four boards, from the whole to the detail."""

from boards import coordination, hierarchy, overview, performance

ALL = [overview.board, hierarchy.board, coordination.board, performance.board]
