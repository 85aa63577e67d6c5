"""The score board (评分表) of 案件评查.

``board`` holds it together; ``scope``, ``reading``, ``case_card`` and ``round_list`` are the round and the case at the
left; ``grid``, ``cells``, ``sheet``, ``writing``, ``finder`` and ``hand`` the sheet; ``gauge`` stands in the panel;
``dialogs`` names the verbs: ``replying``, ``converting``, ``grading``.
"""
