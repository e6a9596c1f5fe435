"""Files: where they are, tables as people save them, writing that leaves whole files or none, and guards against hostile ones."""

from helpers.files.write import replacing, write_bytes, write_csv, write_parquet, write_text, write_workbook, write_xlsx

__all__ = ["replacing", "write_bytes", "write_csv", "write_parquet", "write_text", "write_workbook", "write_xlsx"]
