"""人员档案 and 案件档案: whom or which case is meant, and the page of all that is linked to them."""
