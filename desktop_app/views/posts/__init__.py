"""岗位轮换: the board of posts and rotations, its chart, and the dialogs of this tab."""
